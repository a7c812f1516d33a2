import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime

extension Segmenter {
  /// The same segmenter with a second network, which looks too where the level of refinement asks for
  /// two. Only ``Refinement/fine`` does; at any other level the segmenter itself is returned, and the
  /// file is not read.
  ///
  /// Two networks of different make err in different places, so the mean of their words is better than
  /// either. It replaces the embedded network that ``Refinement/fine`` would ask otherwise, and pictures
  /// take four runs at most. The weights were chosen for ``Model/general`` with PP-HumanSeg's human v1
  /// mobile network: a companion should be about as good, since it counts for more than one half where
  /// a whole picture is looked at.
  ///
  /// - Parameters:
  ///   - modelBytes: the whole file, TensorFlow Lite or ONNX: a network that takes one float32 picture
  ///     of any size, `[1, height, width, 3]` or `[1, 3, height, width]`, and gives probabilities or
  ///     logits of a person, of any size. Its size may differ from the segmenter's own.
  ///   - name: what errors call it.
  ///   - inputShape: the input's sizes in the file's own order, for files that leave them open.
  /// - Throws: ``SilhouetteError/model(name:reason:)`` for a file that cannot be read,
  ///   ``SilhouetteError/notASegmenter(name:reason:)`` for a network that does not find people, or gives
  ///   labels alone.
  public func withCompanion(
    modelBytes: Bytes, name: String, inputShape: [Int]? = nil
  ) throws(SilhouetteError) -> Segmenter {
    guard options.refinement.level.needsCompanion else { return self }
    let graph: Graph
    do throws(FormatError) {
      graph = try ModelFile.graph(from: modelBytes, inputShape: inputShape)
    } catch {
      throw .model(name: name, reason: error.description)
    }
    return try withCompanion(graph, name: name)
  }

  /// The same segmenter with a network of another make, which looks too at levels that ask for two.
  package func withCompanion(_ graph: Graph, name: String) throws(SilhouetteError) -> Segmenter {
    let level = options.refinement.levelWithCompanion
    guard level.needsCompanion else { return self }
    let segmenter = try withCompanion(graph, name: name, level: level)
    // What is only 0 or 1 would outvote a network that says how sure it is.
    guard segmenter.search.companion?.network.output.output.meaning != .labels else {
      throw .notASegmenter(
        name: name, reason: "it gives labels, and a second network must give probabilities")
    }
    return segmenter
  }

  /// The same segmenter with one of the library's own networks, which looks too at levels that ask for
  /// two.
  package func withCompanion(_ model: Model) throws(SilhouetteError) -> Segmenter {
    let level = options.refinement.level
    guard level.needsCompanion else { return self }
    return try withCompanion(model.graph, name: model.rawValue, level: level)
  }

  /// The same segmenter at a level of refinement that is given as data, with a network that looks too
  /// where the level asks for two.
  package func withCompanion(
    _ graph: Graph?, name: String, level: RefinementLevel
  ) throws(SilhouetteError) -> Segmenter {
    var companion: PersonDetector?
    if let graph {
      companion = try PersonDetector(
        graph, name: name, options: options, pool: search.own.runner.pool)
    }
    return Segmenter(
      PersonSearch(own: search.own, companion: companion, level: level),
      networks: [networks[0]] + (companion == nil ? [] : [name]), options: options)
  }
}
