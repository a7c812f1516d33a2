import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteRuntime

/// One input of a network, read from a file in the model file's layout.
struct RunInput {
  private let port: Port
  private let value: Value
  private let preprocessing: Preprocessing?

  init(_ graph: Graph, _ index: Int) {
    port = graph.inputs[index]
    value = graph[port.value]
    preprocessing = graph.preprocessing
  }

  /// The shape and type as the model file says them.
  private var fileType: TensorType {
    TensorType(value.elementType, value.shape.permuted(by: port.permutation))
  }

  /// The tensor in the graph's own layout.
  func tensor(from path: FilePath) throws(CommandFailure) -> Tensor {
    let array = try RunInput.array(at: path)
    guard array.type.shape == fileType.shape else { throw mismatch(array.type, path) }
    let stored = Tensor(array.type, bytes: array.bytes).permuted(by: inversePermutation)
    if array.type == fileType { return stored }
    guard array.type.elementType == .uint8, value.elementType == .float32 else {
      throw mismatch(array.type, path)
    }
    return try normalized(stored, path)
  }

  private static func array(at path: FilePath) throws(CommandFailure) -> NumPyArray {
    let bytes: [UInt8]
    do throws(MediaError) { bytes = try FileSystem.contents(of: path) } catch {
      throw CommandFailure(error.description)
    }
    do throws(FormatError) { return try NumPyArray(file: bytes) } catch {
      throw CommandFailure("\(path): \(error.description.escaped)")
    }
  }

  private func mismatch(_ found: TensorType, _ path: FilePath) -> CommandFailure {
    CommandFailure(
      "\(path): holds \(found.description), but the input '\(port.name.escaped)' takes "
        + fileType.description)
  }

  /// Axis `i` of the graph's value is this axis of the file's.
  private var inversePermutation: [Int] {
    var inverse = port.permutation
    for (axis, source) in port.permutation.enumerated() { inverse[source] = axis }
    return inverse
  }

  /// An RGB picture as the network takes it: `(pixel / 255 − mean) / standardDeviation`, channels in
  /// its order; computed in double precision and rounded once.
  private func normalized(_ picture: Tensor, _ path: FilePath) throws(CommandFailure) -> Tensor {
    let channels = value.shape.dimensions.last ?? 0
    guard let preprocessing, preprocessing.mean.count == channels,
      preprocessing.standardDeviation.count == channels
    else {
      throw CommandFailure(
        "\(path): holds uint8, but the input '\(port.name.escaped)' takes float32",
        hint: "the model does not say how pictures become its input; convert the array, as in "
          + "(a / 255).astype('<f4')")
    }
    let pixels = picture.integers()
    var reals = [Float](repeating: 0, count: pixels.count)
    for index in pixels.indices {
      let channel = index % channels
      let source =
        preprocessing.channelOrder == .rgb ? index : index - channel + channels - 1 - channel
      reals[index] = Float(
        (Double(pixels[source]) / 255 - Double(preprocessing.mean[channel]))
          / Double(preprocessing.standardDeviation[channel]))
    }
    return Tensor(reals, shape: value.shape)
  }
}
