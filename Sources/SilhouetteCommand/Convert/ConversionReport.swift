import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia

/// What was written, for the person at the terminal.
struct ConversionReport {
  let path: FilePath
  let format: ConversionFormat
  let graph: Graph
  let byteCount: Int

  /// Such as `person.onnx: ONNX, 456,789 bytes`, and a line for each input and output.
  var text: String {
    let ports =
      graph.inputs.map { line("input ", $0) } + graph.outputs.map { line("output", $0) }
    return (["\(path): \(format.name), \(byteCount.grouped) bytes"] + ports).joined(
      separator: "\n")
  }

  private func line(_ role: String, _ port: Port) -> String {
    let type = graph[port.value].type
    let shape = type.shape.permuted(by: format.order(of: port)).dimensions.map { "\($0)" }
    return
      "  \(role)  \(port.name.escaped)  \(shape.joined(separator: "x")) \(type.elementType.name)"
  }
}
