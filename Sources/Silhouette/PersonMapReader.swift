import SilhouetteGraph
import SilhouetteImaging

/// Reads the probability of a person out of a network's output.
struct PersonMapReader: Sendable {
  let output: PersonOutput

  /// Which of the graph's outputs it reads.
  var outputIndex: Int { output.index }

  /// The map in an output's bytes, upright.
  func map(from bytes: UnsafeRawBufferPointer) -> ProbabilityMap {
    let map = storedMap(from: bytes)
    guard output.isOnItsSide else { return map }
    let (width, height) = (output.width, output.height)
    let values = (0..<width * height).map { index in
      map.values[index % height * width + index / height]
    }
    return ProbabilityMap(width: height, height: width, values: values)
  }

  private func storedMap(from bytes: UnsafeRawBufferPointer) -> ProbabilityMap {
    let (width, height) = (output.width, output.height)
    switch output.meaning {
    case .labels:
      let values = (0..<width * height).map { output.isPerson(bytes, $0) ? 1 : 0 as Float }
      return ProbabilityMap(width: width, height: height, values: values)
    case .probabilities, .logits:
      return ProbabilityMap(
        width: width, height: height, output: bytes.assumingMemoryBound(to: Float.self),
        channels: output.channels, personChannel: output.personChannel,
        areLogits: output.meaning == .logits)
    }
  }
}
