import ArgumentParser
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia

/// `silhouette convert`: a model in another format.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a model in another format.",
    usage: "silhouette convert <model> <output> [<options>]",
    discussion: """
      Examples:
        silhouette convert general selfie.onnx
        silhouette convert portrait.onnx portrait.tflite --precision float16

      The extension of the output chooses the format: .tflite or .onnx. Pictures are
      [n, h, w, c] in TensorFlow Lite; an ONNX file keeps the order of its origin.
      How pictures go in and what comes out is written into the file.

      float16 halves the file; the network is still computed in float32. Quantised
      weights stay as they are.

      \(ExitStatus.summary)
      """)

  @Argument(help: "The model: a file, a Paddle folder, or a name.", completion: .file())
  var model: ModelChoice

  @Argument(help: "The file to write, .tflite or .onnx.", completion: .file())
  var output: FilePath

  @Option(help: "How weights are kept: float32 or float16.")
  var precision = ConversionPrecision.float32

  @OptionGroup var network: NetworkOptions

  @Flag(help: "Replace an output that is there.")
  var force = false

  func run() throws {
    let format = try ConversionFormat(extensionOf: output)
    let file = try ResultFile(at: output, replaces: force, inputs: try model.place().files)
    try network.requireUse(by: model)
    let graph = try model.graph(network)
    let bytes = try bytes(of: graph, as: format)
    try file.write(bytes)
    let report = ConversionReport(
      path: output, format: format, graph: graph, byteCount: bytes.count)
    Console().note(report.text)
  }

  private func bytes(
    of graph: Graph, as format: ConversionFormat
  ) throws(CommandFailure) -> [UInt8] {
    do throws(FormatError) {
      return try format.bytes(of: graph, weights: precision.elementType)
    } catch {
      let text = "\(model.name): \(error.description.escaped)"
      guard case .inexpressible = error else { throw CommandFailure(text) }
      throw CommandFailure(
        text, hint: "\(format.other.name) may: give an output that ends in .\(format.other)")
    }
  }
}

enum ConversionPrecision: String, CaseIterable, ExpressibleByArgument {
  case float32, float16

  var elementType: ElementType { self == .float32 ? .float32 : .float16 }
}
