import Silhouette
import SilhouetteGraph

/// Reads a network's output as scores by class, the highest of which wins.
struct OutputReader {
  let output: PersonOutput

  /// - Throws: ``EvaluationError/segmenter(_:)`` or ``EvaluationError/network(name:reason:)``.
  init(_ graph: Graph, name: String) throws(EvaluationError) {
    do throws(SilhouetteError) { output = try PersonOutput(graph, name: name) } catch {
      throw .segmenter(error)
    }
    guard output.channels <= 256 else {
      throw .network(name: name, reason: "its output has \(output.channels) classes, not up to 256")
    }
  }

  /// The class that a person is among the scores' channels.
  var personClass: UInt8 {
    output.channels == 1 ? 1 : UInt8(clamping: output.personChannel)
  }

  /// Whether scores are logits: what counts is their difference, and not their ratio.
  var areLogits: Bool { output.meaning == .logits }

  /// Scores with a channel for each class, upright. What has one channel becomes two: background and
  /// person.
  func scores(from bytes: UnsafeRawBufferPointer) -> Raster<Float> {
    let scores = storedScores(from: bytes)
    return output.isOnItsSide ? scores.transposed() : scores
  }

  private func storedScores(from bytes: UnsafeRawBufferPointer) -> Raster<Float> {
    guard output.channels == 1 else {
      return Raster(
        width: output.width, height: output.height, channels: output.channels,
        values: Array(bytes.bindMemory(to: Float.self)))
    }
    var values: [Float] = []
    values.reserveCapacity(2 * output.width * output.height)
    for index in 0..<output.width * output.height {
      switch output.meaning {
      case .labels:
        values += output.isPerson(bytes, index) ? [0, 1] : [1, 0]
      case .probabilities:
        let probability = bytes.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)
        values += [1 - probability, probability]
      case .logits:
        values += [0, bytes.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)]
      }
    }
    return Raster(width: output.width, height: output.height, channels: 2, values: values)
  }
}
