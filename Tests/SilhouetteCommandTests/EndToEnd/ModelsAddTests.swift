import Foundation
import SilhouetteTestSupport
import Testing

@Suite("silhouette models add")
struct ModelsAddTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func models(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      ["models"] + arguments, in: folder.url,
      environment: ["XDG_DATA_HOME": folder.url.appending(path: "data").path, "HOME": "/nowhere"])
  }

  private func path(_ name: String) -> String {
    folder.url.appending(path: "data/silhouette/models/\(name)").path
  }

  @Test("One file is called as it is, and found as a file")
  func file() throws {
    try folder.write([1, 2, 3], to: "person.onnx")
    #expect(try models("add", "person.onnx").status == 0)
    #expect(try models("path", "person").text == path("person/person.onnx") + "\n")
    #expect(try models("list").text.contains(/person +installed/))
    let again = try models("add", "person.onnx")
    #expect(again.status == 2)
    #expect(again.errors.contains("--force"))
    #expect(try models("add", "person.onnx", "--force").status == 0)
    #expect(try models("add", "person.onnx", "--name", "other").status == 0)
    #expect(try models("verify").status == 0)
  }

  @Test("A Paddle folder or archive is found as a folder; a published name is recognised")
  func paddle() throws {
    for name in ["deploy.yaml", "model.pdmodel", "model.pdiparams", "notes.txt"] {
      try folder.write(Array(name.utf8), to: "export/\(name)")
    }
    #expect(try models("add", "export", "--name", "mine").status == 0)
    #expect(try models("path", "mine").text == path("mine") + "\n")
    #expect(!FileManager.default.fileExists(atPath: path("mine/notes.txt")))

    let archive = "human_pp_humansegv2_lite_192x192_inference_model.zip"
    try folder.write(
      ZipWriter.archive([
        .file("deploy.yaml", "x".utf8), .file("model.pdmodel", "x".utf8),
        .file("model.pdiparams", "y".utf8),
      ]), to: archive)
    #expect(try models("add", archive).status == 0)
    #expect(try models("path", "human-v2-lite").text == path("human-v2-lite") + "\n")
  }

  @Test("What is no whole model is refused, and nothing is left")
  func refused() throws {
    try folder.write([1], to: "model.pdmodel")
    try folder.write([1], to: "photo.jpg")
    try folder.write([1], to: "x.onnx")
    let partial = try models("add", "model.pdmodel", "--name", "half")
    #expect(partial.status == 2)
    #expect(partial.errors.contains(".pdiparams"))
    let picture = try models("add", "photo.jpg")
    #expect(picture.status == 2)
    #expect(
      picture.errors.contains("photo.jpg: no model\nhint: a model is a .tflite or .onnx file"))
    for name in ["model.pdmodel", "model.pdiparams"] { try folder.write([1], to: "bare/" + name) }
    let bare = try models("add", "bare")
    #expect(bare.status == 2)
    #expect(bare.errors.contains("bare: no model (no deploy.yaml)"), "\(bare.errors)")
    for name in ["model.pdmodel", "model.pdiparams"] {
      try FileManager.default.removeItem(at: folder.url.appending(path: "bare/" + name))
    }
    #expect(try models("add", "nowhere.onnx").status == 2)
    for name in ["general", "../up", ".hidden", "a/b", "-x", ""] {
      #expect(try models("add", "x.onnx", "--name=\(name)").status == 2, "\(name)")
    }
    #expect(try folder.files() == ["model.pdmodel", "photo.jpg", "x.onnx"])
  }

  @Test("The list shows what is inside and in the catalogue, as text and as JSON")
  func list() throws {
    let name = "human_pp_humansegv1_lite_192x192_inference"
    try folder.write([1], to: name + ".onnx")
    #expect(try models("add", name + ".onnx").status == 0)
    let text = try models("list").text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.contains(/general +person +256x256 +inside/))
    #expect(text.contains(/portrait-v1-lite +portrait +398x224 +93.60 +0.6 +-/))
    let report = try #require(try models("list", "--json").objects().first)
    let entries = try #require(report["models"] as? [[String: Any]])
    #expect(entries.count == 10)
    #expect(entries.dropLast().allSatisfy { $0["licence"] as? String == "Apache-2.0" })
    #expect(entries.last?["name"] as? String == name)
  }
}
