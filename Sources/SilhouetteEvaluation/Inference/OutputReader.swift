import SilhouetteGraph

/// Reads a network's output as scores by class, the highest of which wins.
struct OutputReader {
  let outputIndex: Int
  private let type: TensorType
  private let size: RasterSize
  private let channels: Int
  private let postprocessing: Postprocessing

  /// - Throws: ``EvaluationError/network(name:reason:)``.
  init(_ graph: Graph, name: String) throws(EvaluationError) {
    guard let postprocessing = graph.postprocessing else {
      throw .network(name: name, reason: "its file does not say what comes out")
    }
    let index = graph.outputs.firstIndex { port in
      let shape = graph[port.value].shape
      return (3...4).contains(shape.rank) && shape[0] == 1
    }
    guard let index else {
      throw .network(name: name, reason: "none of its outputs is a map of the picture")
    }
    outputIndex = index
    type = graph[graph.outputs[index].value].type
    size = RasterSize(width: type.shape[2], height: type.shape[1])
    channels = type.shape.rank == 4 ? type.shape[3] : 1
    self.postprocessing = postprocessing
    let isReadable =
      postprocessing.meaning == .labels
      ? channels == 1 && type.elementType != .float32
      : type.elementType == .float32 && (1...256).contains(channels)
        && postprocessing.personChannel < channels
    guard isReadable else {
      throw .network(name: name, reason: "its output \(type.description) is no map of classes")
    }
  }

  /// The class that a person is among the scores' channels.
  var personClass: UInt8 {
    channels == 1 ? 1 : UInt8(clamping: postprocessing.personChannel)
  }

  /// Scores with a channel for each class. What has one channel becomes two: background and person.
  func scores(from bytes: UnsafeRawBufferPointer) -> Raster<Float> {
    guard channels == 1 else {
      return Raster(
        width: size.width, height: size.height, channels: channels,
        values: Array(bytes.bindMemory(to: Float.self)))
    }
    var values: [Float] = []
    values.reserveCapacity(2 * size.width * size.height)
    for index in 0..<size.width * size.height {
      switch postprocessing.meaning {
      case .labels:
        let isPerson = label(bytes, index) == postprocessing.personChannel
        values += isPerson ? [0, 1] : [1, 0]
      case .probabilities:
        let probability = bytes.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)
        values += [1 - probability, probability]
      case .logits:
        values += [0, bytes.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)]
      }
    }
    return Raster(width: size.width, height: size.height, channels: 2, values: values)
  }

  private func label(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
    switch type.elementType.size {
    case 8: Int(bytes.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self))
    case 4: Int(bytes.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self))
    default: Int(bytes[index])
    }
  }
}
