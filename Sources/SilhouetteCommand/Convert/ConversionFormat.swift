import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia

/// A format that models are written in; the output's extension says which.
enum ConversionFormat: String, CaseIterable {
  case tflite, onnx

  init(extensionOf path: FilePath) throws(CommandFailure) {
    guard let format = ConversionFormat(rawValue: path.fileExtension) else {
      throw CommandFailure(
        "\(path): no format to write has this extension",
        hint: "the output is a .tflite or .onnx file")
    }
    self = format
  }

  var other: ConversionFormat { self == .tflite ? .onnx : .tflite }

  var name: String {
    switch self {
    case .tflite: "TensorFlow Lite"
    case .onnx: "ONNX"
    }
  }

  func bytes(of graph: Graph, weights: ElementType) throws(FormatError) -> [UInt8] {
    switch self {
    case .tflite: try TFLiteWriter.bytes(of: graph, weights: weights)
    case .onnx: try ONNXWriter.bytes(of: graph, weights: weights)
    }
  }

  /// The order of axes in which the file has an input or output.
  func order(of port: Port) -> [Int] {
    switch self {
    case .tflite: port.tfliteOrder
    case .onnx: port.permutation
    }
  }
}
