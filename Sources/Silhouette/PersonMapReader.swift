import SilhouetteGraph
import SilhouetteImaging

/// Reads the probability of a person out of a network's output.
struct PersonMapReader: Sendable {
  /// Which of the graph's outputs it reads.
  let outputIndex: Int
  private let isOnItsSide: Bool
  /// As the value lies in memory.
  private let width: Int
  private let height: Int
  private let channels: Int
  private let elementType: ElementType
  private let meaning: Postprocessing.Meaning
  private let personChannel: Int

  /// Reads the first output that is a map: `[1, height, width, channels]` or `[1, height, width]`.
  ///
  /// - Throws: ``SilhouetteError/notASegmenter(name:reason:)``.
  init(_ graph: Graph, _ postprocessing: Postprocessing, name: String) throws(SilhouetteError) {
    let index = graph.outputs.firstIndex { port in
      let shape = graph[port.value].shape
      return (3...4).contains(shape.rank) && shape[0] == 1
    }
    guard let index else {
      throw .notASegmenter(name: name, reason: "none of its outputs is a map of the picture")
    }
    let type = graph[graph.outputs[index].value].type
    outputIndex = index
    // Some converters leave the picture on its side and turn it in the file's last operator, which is
    // then the port's order: [n, c, h, w] of a value [n, w, h, c].
    isOnItsSide = graph.outputs[index].permutation == [0, 3, 2, 1]
    height = type.shape[1]
    width = type.shape[2]
    channels = type.shape.rank == 4 ? type.shape[3] : 1
    elementType = type.elementType
    meaning = postprocessing.meaning
    personChannel = postprocessing.personChannel
    guard isReadable else {
      throw .notASegmenter(
        name: name,
        reason: "channel or label \(personChannel) of its output \(type.description) "
          + "cannot be read as a person")
    }
  }

  private var isReadable: Bool {
    switch meaning {
    case .labels:
      channels == 1 && [.int8, .uint8, .int32, .int64].contains(elementType)
    case .probabilities, .logits:
      elementType == .float32 && (0..<channels).contains(personChannel)
    }
  }

  /// The map in an output's bytes, upright.
  func map(from bytes: UnsafeRawBufferPointer) -> ProbabilityMap {
    let map = storedMap(from: bytes)
    guard isOnItsSide else { return map }
    let values = (0..<width * height).map { index in
      map.values[index % height * width + index / height]
    }
    return ProbabilityMap(width: height, height: width, values: values)
  }

  private func storedMap(from bytes: UnsafeRawBufferPointer) -> ProbabilityMap {
    switch meaning {
    case .labels:
      let values = (0..<width * height).map { label(bytes, $0) == personChannel ? 1 : 0 as Float }
      return ProbabilityMap(width: width, height: height, values: values)
    case .probabilities, .logits:
      return ProbabilityMap(
        width: width, height: height, output: bytes.assumingMemoryBound(to: Float.self),
        channels: channels, personChannel: personChannel, areLogits: meaning == .logits)
    }
  }

  private func label(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
    switch elementType {
    case .int32: Int(bytes.loadUnaligned(fromByteOffset: index * 4, as: Int32.self))
    case .int64: Int(bytes.loadUnaligned(fromByteOffset: index * 8, as: Int64.self))
    case .int8: Int(Int8(bitPattern: bytes[index]))
    default: Int(bytes[index])
    }
  }
}
