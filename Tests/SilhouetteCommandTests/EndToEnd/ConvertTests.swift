import Foundation
import SilhouetteTestSupport
import Testing

@Suite("silhouette convert")
struct ConvertTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func convert(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["convert"] + arguments, in: folder.url)
  }

  @Test(
    "Writes what the extension says and tells it", arguments: ["person.tflite", "person.onnx"])
  func formats(_ name: String) throws {
    let outcome = try convert(folder.model, name)
    #expect(outcome.status == 0)
    #expect(outcome.text.isEmpty)
    #expect(outcome.errors.contains(name))
    #expect(outcome.errors.contains("input   picture  1x32x32x3 float32"))
    #expect(outcome.errors.contains("output  person  1x32x32x1 float32"))
    #expect(try folder.files() == [name])
  }

  @Test("Makes smaller files of float16 weights", arguments: ["tflite", "onnx"])
  func halves(_ format: String) throws {
    #expect(try convert("general", "whole.\(format)").status == 0)
    #expect(try convert("general", "half.\(format)", "--precision", "float16").status == 0)
    let sizes = try ["whole", "half"].map { try folder.bytes(of: "\($0).\(format)").count }
    #expect(Double(sizes[1]) < 0.75 * Double(sizes[0]))
  }

  @Test(
    "What it writes cuts out the same person", arguments: ["copy.tflite", "copy.onnx"],
    ["float32", "float16"])
  func cutout(_ copy: String, _ precision: String) throws {
    try folder.add(as: "photo.png")
    #expect(try convert(folder.model, copy, "--precision", precision).status == 0)
    for (model, result) in [(folder.model, "a.png"), (copy, "b.png")] {
      #expect(try folder.cutOutMask(of: "photo.png", as: result, model: model).status == 0)
    }
    // The network's weights are whole numbers, which float16 keeps.
    #expect(try folder.bytes(of: "a.png") == folder.bytes(of: "b.png"))
  }

  @Test("Fixes an open size: what is asked for, else what deploy.yaml says")
  func openSize() throws {
    try folder.addExport("export", width: 32, height: 24)
    let described = try convert("export", "a.onnx")
    #expect(described.errors.contains("input   x  1x3x24x32 float32"), "\(described.errors)")
    let asked = try convert("export", "b.onnx", "--input-shape", "20x16")
    #expect(asked.errors.contains("input   x  1x3x16x20 float32"), "\(asked.errors)")
    let turned = try convert("export", "b.tflite", "--input-shape", "1x3x16x20")
    #expect(turned.errors.contains("input   x  1x16x20x3 float32"), "\(turned.errors)")
  }

  @Test("Asks for an open size that nothing says", arguments: ["a.onnx", "a.tflite"])
  func missingSize(_ name: String) throws {
    try folder.addExport("export")
    try FileManager.default.removeItem(at: folder.url.appending(path: "export/deploy.yaml"))
    let outcome = try convert("export/model.pdmodel", name)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("is open: give one, such as"), "\(outcome.errors)")
    #expect(!(try folder.files()).contains(name))
  }

  @Test("Refuses a size that the network does not take")
  func wrongSize() throws {
    let outcome = try convert(folder.model, "a.onnx", "--input-shape", "20x16")
    #expect(outcome.status == 2)
    #expect(try folder.files().isEmpty)
  }

  @Test("Makes the folders above its output")
  func newFolder() throws {
    #expect(try convert(folder.model, "new/inner/person.onnx").status == 0)
    #expect(try folder.files() == ["new/inner/person.onnx"])
  }

  @Test("Names an output that cannot be written", arguments: ["file/person.onnx", "folder.onnx"])
  func unwritable(_ name: String) throws {
    try folder.write([1], to: "file")
    try folder.write([1], to: "folder.onnx/inner")
    let outcome = try convert(folder.model, name, "--force")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(name.split(separator: "/")[0]), "\(outcome.errors)")
    #expect(try folder.files() == ["file", "folder.onnx/inner"])
  }

  @Test("Keeps eight-bit weights in both formats and precisions")
  func quantized() throws {
    try folder.write(RedNetwork.quantized(), to: "eight.tflite")
    for format in ["tflite", "onnx"] {
      for precision in ["float32", "float16"] {
        let outcome = try convert(
          "eight.tflite", "\(precision).\(format)", "--precision", precision)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      #expect(
        try folder.bytes(of: "float32.\(format)") == folder.bytes(of: "float16.\(format)"))
    }
  }

  @Test("Knows two precisions")
  func unknownPrecision() throws {
    let outcome = try convert(folder.model, "a.onnx", "--precision", "int8")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("float16"))
  }

  @Test("Replaces a file only when told to")
  func replaces() throws {
    try folder.write(Array("mine".utf8), to: "person.onnx")
    let refused = try convert(folder.model, "person.onnx")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--force"))
    #expect(try folder.bytes(of: "person.onnx") == Array("mine".utf8))
    #expect(try convert(folder.model, "person.onnx", "--force").status == 0)
    #expect(try folder.bytes(of: "person.onnx").count > 100)
  }

  @Test("Never writes over its input")
  func sameFile() throws {
    #expect(try convert(folder.model, "model.tflite").status == 0)
    let before = try folder.bytes(of: "model.tflite")
    let outcome = try convert("model.tflite", "./model.tflite", "--force")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("over the input"))
    #expect(try folder.bytes(of: "model.tflite") == before)
  }

  @Test(
    "Says which formats are written", arguments: ["person.pdmodel", "person", "person.onnx.bak"])
  func unknownFormat(_ name: String) throws {
    let outcome = try convert(folder.model, name)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(".tflite or .onnx"))
    #expect(try folder.files().isEmpty)
  }

  @Test("Leaves nothing behind when the model cannot be read")
  func brokenModel() throws {
    try folder.write(Array("text".utf8), to: "text.tflite")
    let outcome = try convert("text.tflite", "person.onnx")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("text.tflite"))
    #expect(try folder.files() == ["text.tflite"])
  }
}
