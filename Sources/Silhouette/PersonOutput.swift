import SilhouetteGraph

/// The one output of a network that says where persons are, as its values lie in memory.
package struct PersonOutput: Sendable {
  /// Which of the graph's outputs it is.
  package let index: Int
  /// Some converters leave the picture on its side and turn it in the file's last operator, which is
  /// then the port's order: `[n, c, h, w]` of a value `[n, w, h, c]`.
  package let isOnItsSide: Bool
  /// As the value lies in memory.
  package let width: Int
  /// As the value lies in memory.
  package let height: Int
  package let channels: Int
  package let meaning: Postprocessing.Meaning
  /// The channel, or the label, that means a person.
  package let personChannel: Int
  private let elementType: ElementType

  /// Takes the first output that is a map: `[1, height, width, channels]` or `[1, height, width]`.
  ///
  /// - Throws: ``SilhouetteError/notASegmenter(name:reason:)``.
  package init(_ graph: Graph, name: String) throws(SilhouetteError) {
    guard let postprocessing = graph.postprocessing else {
      throw .notASegmenter(name: name, reason: "its file does not say what comes out")
    }
    let index = graph.outputs.firstIndex { port in
      let shape = graph[port.value].shape
      return (3...4).contains(shape.rank) && shape[0] == 1
    }
    guard let index else {
      throw .notASegmenter(name: name, reason: "none of its outputs is a map of the picture")
    }
    let type = graph[graph.outputs[index].value].type
    self.index = index
    isOnItsSide = graph.outputs[index].permutation == [0, 3, 2, 1]
    (height, width) = (type.shape[1], type.shape[2])
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

  /// Whether the label at a place in memory is a person's.
  ///
  /// - Precondition: ``meaning`` is labels.
  package func isPerson(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Bool {
    let label =
      switch elementType {
      case .int32: Int(bytes.loadUnaligned(fromByteOffset: place * 4, as: Int32.self))
      case .int64: Int(bytes.loadUnaligned(fromByteOffset: place * 8, as: Int64.self))
      case .int8: Int(Int8(bitPattern: bytes[place]))
      default: Int(bytes[place])
      }
    return label == personChannel
  }
}
