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

  @Test("What it writes cuts out the same person")
  func cutout() throws {
    try folder.add(as: "photo.png")
    #expect(try convert(folder.model, "copy.tflite").status == 0)
    for (model, result) in [(folder.model, "a.png"), ("copy.tflite", "b.png")] {
      let arguments = ["cutout", "--model", model, "--refine", "off", "photo.png", "-o", result]
      #expect(try Program.run(arguments, in: folder.url).status == 0)
    }
    #expect(try folder.bytes(of: "a.png") == folder.bytes(of: "b.png"))
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
