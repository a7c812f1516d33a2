import SilhouetteGraph
import SilhouetteRuntime

/// Runs a network as PaddleSeg's `val.py` and `predict.py` do: float pixels resized linearly without
/// averaging, normalised, run; the scores brought back to the picture's size, and only then the
/// strongest class of each pixel.
///
/// One picture at a time.
package final class NetworkInference {
  private let name: String
  private let augmentation: AugmentedInference
  private let preprocessing: Preprocessing
  private let reader: OutputReader
  private let inputSize: RasterSize
  private var session: Session

  /// - Throws: ``EvaluationError/network(name:reason:)``.
  package init(
    _ graph: Graph, name: String, augmentation: AugmentedInference = .init(),
    workers: WorkerPool, instructionSet: InstructionSet? = nil
  ) throws(EvaluationError) {
    self.name = name
    self.augmentation = augmentation
    guard let preprocessing = graph.preprocessing else {
      throw .network(name: name, reason: "its file does not say how pictures go in")
    }
    self.preprocessing = preprocessing
    inputSize = try NetworkInference.inputSize(of: graph, name: name)
    reader = try OutputReader(graph, name: name)
    if let scale = augmentation.scales.first(where: { $0 != 1 }) {
      throw .network(
        name: name,
        reason: "takes \(inputSize) alone, so it cannot run at a scale of \(scale); "
          + "flips are possible")
    }
    let plan: Plan
    do throws(RuntimeError) { plan = try Plan(graph, instructionSet: instructionSet) } catch {
      throw .network(name: name, reason: error.description)
    }
    session = Session(plan, workers: workers)
  }

  private static func inputSize(
    of graph: Graph, name: String
  ) throws(EvaluationError) -> RasterSize {
    guard graph.inputs.count == 1 else {
      throw .network(name: name, reason: "it takes \(graph.inputs.count) inputs, not one picture")
    }
    let type = graph[graph.inputs[0].value].type
    guard type.elementType == .float32, type.shape.rank == 4, type.shape[0] == 1,
      type.shape[3] == 3
    else {
      throw .network(
        name: name,
        reason: "its input is \(type.description), not one float32 picture of three channels")
    }
    return RasterSize(width: type.shape[2], height: type.shape[1])
  }

  /// 1 where a person is, at the picture's size.
  ///
  /// - Parameter picture: RGB.
  package func labels(of picture: Raster<UInt8>) throws(EvaluationError) -> LabelMap {
    let person = reader.personClass
    return try scores(of: picture).strongestChannels().map { $0 == person ? 1 : 0 }
  }

  /// A channel for each class, at the picture's size.
  private func scores(of picture: Raster<UInt8>) throws(EvaluationError) -> Raster<Float> {
    var transformed = TransformedPicture(.floats(picture.map { Float($0) }))
    try transformed.apply(.resize(.init(width: inputSize.width, height: inputSize.height)))
    try transformed.apply(
      .normalize(
        mean: inRGBOrder(preprocessing.mean),
        standardDeviation: inRGBOrder(preprocessing.standardDeviation)))
    let scores = augmentation.logits(of: transformed.picture.floats) { run($0) }
    return scores.undoing(transformed.history)
  }

  private func inRGBOrder(_ values: [Float]) -> [Float] {
    preprocessing.channelOrder == .rgb ? values : values.reversed()
  }

  private func run(_ input: Raster<Float>) -> Raster<Float> {
    let isReversed = preprocessing.channelOrder == .bgr
    session.withInput(0) { target in
      let target = target.bindMemory(to: Float.self)
      for index in input.values.indices {
        target[index] = input.values[isReversed ? index - index % 3 + 2 - index % 3 : index]
      }
    }
    session.run()
    return session.withOutput(reader.outputIndex) { reader.scores(from: $0) }
  }
}
