import SilhouetteGraph

/// What the first bytes of a file say it is.
enum FileKind {
  case tensorFlowLite
  case onnx
  case paddleProgram
  /// What Paddle 3 writes in place of a program.
  case paddleJSON
  case paddleTensors
  case pickle
  case zip
  case unknown

  init(_ bytes: Bytes) {
    if TFLiteFile.isTFLite(bytes) {
      self = .tensorFlowLite
      return
    }
    if ONNXFile.isONNX(bytes) {
      self = .onnx
      return
    }
    let first = bytes.withUnsafeBytes { Array($0.prefix(4)) }
    switch (first.first, first.dropFirst().first) {
    case (0x0A, _): self = .paddleProgram
    case (0x7B, _): self = .paddleJSON
    case (0x80, 2), (0x80, 3), (0x80, 4), (0x80, 5): self = .pickle
    case (0x50, 0x4B): self = .zip
    case (0, 0) where first == [0, 0, 0, 0]: self = .paddleTensors
    default: self = .unknown
    }
  }

  /// As in "this is …"; `nil` for what nobody knows.
  private var description: String? {
    switch self {
    case .tensorFlowLite: "a TensorFlow Lite model"
    case .onnx: "an ONNX model"
    case .paddleProgram: "a Paddle program"
    case .paddleJSON: "a Paddle 3 (PIR) program"
    case .paddleTensors: "a file of Paddle parameters without its program"
    case .pickle: "a checkpoint of weights (.pdparams) without a network"
    case .zip: "a zip archive"
    case .unknown: nil
    }
  }

  /// What to do instead with a file that holds no network by itself; `nil` for one that does.
  private var cure: String {
    switch self {
    case .paddleProgram:
      "its parameters are in a second file: give the folder with both and deploy.yaml"
    case .paddleJSON:
      "Export again with FLAGS_enable_pir_api=0, or give the .pdparams and the model's name."
    case .paddleTensors: "give the folder with the program (.pdmodel), this and deploy.yaml"
    case .pickle: "give the network's configuration (.yaml) with it, or the exported folder"
    case .zip: "unpack it and give the folder or the model in it"
    case .tensorFlowLite, .onnx, .unknown: "give a Paddle program (.pdmodel)"
    }
  }

  /// The error for a file of this kind where a network, or a Paddle program, is expected.
  var refusal: FormatError {
    guard let description else { return .unknownFormat }
    let separator = self == .paddleJSON ? "." : ";"
    return .unsupported(place: "model file", reason: "This is \(description)\(separator) \(cure)")
  }
}
