import Foundation
import SilhouetteFormats
import SilhouetteGraph

/// A network of one convolution that takes red for a person: small and certain, so that what the
/// command makes of its answer can be said exactly.
///
/// `logistic(20 · red − 20 · green − 8)`: 0.9996 on the test pictures' red, 0.0003 on grey.
enum RedNetwork {
  /// Of a file that stays for the whole test run.
  static let path: String = {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "silhouette-red-\(UUID()).tflite")
    do {
      try Data(bytes()).write(to: url)
    } catch {
      return "cannot write the test network: \(error)"
    }
    return url.path
  }()

  /// The same with eight-bit arithmetic between a float32 input and output, as converters make it.
  static func quantized() throws -> [UInt8] {
    let pictureScale: Float = 1 / 255
    let weightScale: Float = 20 / 127
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 32, 32, 3]))
    let weights = builder.constant(
      "weights", Constant([127, -127, 0] as [Int8], shape: [1, 1, 1, 3]),
      quantization: Quantization(scale: weightScale, zeroPoint: 0))
    let bias = builder.constant(
      "bias", Constant([Int32((-8 / (pictureScale * weightScale)).rounded())], shape: [1]),
      quantization: Quantization(scale: pictureScale * weightScale, zeroPoint: 0))
    let pixels = try builder.add(
      .quantize(to: .int8), [picture],
      quantization: Quantization(scale: pictureScale, zeroPoint: -128))
    // The logits are -28 to 12.
    let logits = try builder.add(
      .convolution(Convolution()), [pixels, weights, bias],
      quantization: Quantization(scale: 40 / 255, zeroPoint: 51))
    let probabilities = try builder.add(
      .activation(.sigmoid), [try builder.add(.dequantize, [logits])])
    builder.output("person", probabilities)
    return try TFLiteWriter.bytes(of: builder.graph, weights: .float32)
  }

  private static func bytes() throws -> [UInt8] {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 32, 32, 3]))
    let weights = builder.constant(
      "weights", Constant([20, -20, 0] as [Float], shape: [1, 1, 1, 3]))
    let bias = builder.constant("bias", Constant([-8] as [Float], shape: [1]))
    let logits = try builder.add(.convolution(Convolution()), [picture, weights, bias])
    let probabilities = try builder.add(.activation(.sigmoid), [logits])
    builder.output("person", probabilities)
    return try TFLiteWriter.bytes(of: builder.graph, weights: .float32)
  }
}
