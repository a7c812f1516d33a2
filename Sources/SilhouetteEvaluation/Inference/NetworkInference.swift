import Silhouette
import SilhouetteGraph
import SilhouetteRuntime

/// Runs a network as PaddleSeg's `val.py` and `predict.py` do: float pixels go through the transforms
/// and the network; the scores are brought back to the picture's size, and only then the strongest
/// class of each pixel is taken.
///
/// One picture at a time.
package final class NetworkInference {
  private let network: ResizableNetwork
  private let transforms: [PictureTransform]
  private let augmentation: AugmentedInference
  private let window: SlidingWindow?
  private let workers: WorkerPool
  private let instructionSet: InstructionSet?
  /// By the size of the input: a plan is for one size alone.
  private var planned: [RasterSize: PlannedNetwork] = [:]

  /// - Throws: ``EvaluationError/network(name:reason:)`` for scales that the network cannot take.
  package init(
    _ network: ResizableNetwork, transforms: [PictureTransform],
    augmentation: AugmentedInference = .init(), window: SlidingWindow? = nil, workers: WorkerPool,
    instructionSet: InstructionSet? = nil
  ) throws(EvaluationError) {
    self.network = network
    self.transforms = transforms
    self.augmentation = augmentation
    self.window = window
    self.workers = workers
    self.instructionSet = instructionSet
    guard let size = network.fixedSize else { return }
    if window == nil, let scale = augmentation.scales.first(where: { $0 != 1 }) {
      throw network.error(
        "takes \(size) alone, so it cannot run at a scale of \(scale); flips are possible")
    }
    if let window, window.crop != size {
      throw network.error("takes \(size) alone, so its window cannot be \(window.crop)")
    }
  }

  /// The size of a network's input.
  ///
  /// - Throws: ``EvaluationError/segmenter(_:)`` for what takes no picture.
  package static func inputSize(of graph: Graph, name: String) throws(EvaluationError) -> RasterSize
  {
    do throws(SilhouetteError) {
      let input = try PersonInput(graph, name: name)
      return RasterSize(width: input.width, height: input.height)
    } catch {
      throw .segmenter(error)
    }
  }

  /// Persons in one picture, at its size.
  package struct Finding: Sendable {
    /// 1 where a person is.
    package let labels: LabelMap
    /// The more the network takes a pixel for a person, the larger.
    package let certainty: Raster<Float>
  }

  /// - Parameter picture: RGB.
  package func labels(of picture: Raster<UInt8>) throws(EvaluationError) -> LabelMap {
    let (scores, reader) = try scores(of: picture)
    let person = reader.personClass
    return scores.strongestChannels().map { $0 == person ? 1 : 0 }
  }

  /// - Parameter picture: RGB.
  package func finding(in picture: Raster<UInt8>) throws(EvaluationError) -> Finding {
    let (scores, reader) = try scores(of: picture)
    let person = reader.personClass
    return Finding(
      labels: scores.strongestChannels().map { $0 == person ? 1 : 0 },
      certainty: scores.certainty(of: Int(person), areLogits: reader.areLogits))
  }

  /// A channel for each class, at the picture's size.
  private func scores(
    of picture: Raster<UInt8>
  ) throws(EvaluationError) -> (Raster<Float>, OutputReader) {
    var transformed = TransformedPicture(.floats(picture.map { Float($0) }))
    for transform in transforms { try transformed.apply(transform) }
    try requireSizes(of: transformed.picture.size)
    var reader: OutputReader?
    let scores = try augmentation.logits(of: transformed.picture.floats) {
      (version) throws(EvaluationError) in
      func run(_ input: Raster<Float>) throws(EvaluationError) -> Raster<Float> {
        let network = try self.network(for: input.size)
        reader = network.reader
        return network.scores(of: input)
      }
      guard let window else { return try run(version) }
      return try window.logits(of: version, run)
    }
    guard let reader else { throw network.error("was not run") }
    return (scores.undoing(transformed.history), reader)
  }

  /// No scale leaves nothing of a picture, or makes more of it than memory holds.
  private func requireSizes(of input: RasterSize) throws(EvaluationError) {
    for scale in augmentation.scales {
      let size = AugmentedInference.size(of: input, at: scale)
      guard size.width >= 1, size.height >= 1,
        size.width <= NetworkInference.maximumPixels / size.height
      else {
        throw network.error("cannot run at a scale of \(scale): its input would be \(size)")
      }
    }
  }

  /// Of a network's input.
  private static let maximumPixels = 1 << 26

  private func network(for size: RasterSize) throws(EvaluationError) -> PlannedNetwork {
    if let known = planned[size] { return known }
    // Sizes that hang on the pictures are many, and plans are large.
    if planned.count >= max(8, augmentation.scales.count) { planned = [:] }
    let new = try PlannedNetwork(
      network, size: size, workers: workers, instructionSet: instructionSet)
    planned[size] = new
    return new
  }
}

extension Raster where Element == Float {
  /// How much one channel stands out over the strongest other one: by how much a logit is larger, and
  /// how many times a probability.
  fileprivate func certainty(of channel: Int, areLogits: Bool) -> Raster {
    var result = Raster(width: width, height: height, repeating: 0)
    for pixel in result.values.indices {
      let start = pixel * channels
      var other = -Float.infinity
      for index in 0..<channels where index != channel { other = max(other, values[start + index]) }
      let own = values[start + channel]
      result.values[pixel] = areLogits ? own - other : own / max(other, .leastNormalMagnitude)
    }
    return result
  }
}
