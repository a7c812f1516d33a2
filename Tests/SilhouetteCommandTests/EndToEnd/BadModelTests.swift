import Foundation
import SilhouetteFormats
import SilhouetteTestSupport
import Testing

/// Models that are damaged or put together wrongly: told by file, place and cure, before anything is
/// written.
@Suite("Bad models")
struct BadModelTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.add(as: "photo.png")
    try folder.addExport("export")
  }

  /// `cutout` by `model` and `inspect` fail with all of `words`, and write nothing.
  private func expectRefusal(
    _ model: String, _ words: String..., options: [String] = []
  ) throws {
    let before = try folder.files()
    for arguments in [["cutout", "photo.png", "--model", model], ["inspect", model]] {
      let outcome = try Program.run(arguments + options, in: folder.url)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("error: "), "\(outcome.errors)")
      for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    }
    #expect(try folder.files() == before)
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: name))
  }

  @Test("A folder in which an export is further down, or nothing at all")
  func layout() throws {
    try folder.write([], to: "outer/inference/deploy.yaml")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "empty"), withIntermediateDirectories: false)
    for name in ["outer", "empty"] {
      try expectRefusal(
        name, "\(name): there is no deploy.yaml in this folder",
        "hint: name the folder that PaddleSeg exported to")
    }
  }

  @Test("An export without its program or its parameters")
  func missingFile() throws {
    for name in ["model.pdmodel", "model.pdiparams"] {
      try folder.addExport("half")
      try remove("half/" + name)
      try expectRefusal("half", "half/\(name): no such file", "half/deploy.yaml names it")
    }
    try remove("half/deploy.yaml")
    try folder.addExport("pair")
    try remove("pair/deploy.yaml")
    try remove("pair/model.pdiparams")
    try expectRefusal(
      "pair/model.pdmodel", "pair/model.pdiparams: no such file",
      "hint: a .pdmodel needs its parameters beside it")
  }

  @Test("Parameters that are too short, too long, or another network's")
  func parameters() throws {
    let whole = RedPaddleModel.parameters
    try folder.write(whole.dropLast(5), to: "export/model.pdiparams")
    try expectRefusal("export", "export: parameter 'w', byte", "the file ends at byte")
    try folder.write(whole + whole, to: "export/model.pdiparams")
    try expectRefusal("export", "they belong to another program")
    try folder.write(TinyPaddleModel.parameters, to: "export/model.pdiparams")
    try expectRefusal("export", "export: parameter 'w'", "[2, 3, 1, 1]", "[2, 3, 3, 3]")
    try folder.write(Array("text".utf8), to: "export/model.pdiparams")
    try expectRefusal("export", "export: parameter 'b', byte 0")
  }

  @Test("A deploy.yaml with a step that is not known, of another kind, or that is no YAML")
  func description() throws {
    let good = RedPaddleModel.description(ending: .softmax, width: 32, height: 32)
    try folder.write(
      Array(good.replacing("Resize", with: "Frobnicate").utf8), to: "export/deploy.yaml")
    try expectRefusal(
      "export", "export/deploy.yaml: Deploy.transforms[0].type",
      "the transform Frobnicate is not known", "Resize, Normalize")
    try folder.write(
      Array(good.replacing("softmax", with: "sortmax").utf8), to: "export/deploy.yaml")
    try expectRefusal("export", "Deploy.output_op: 'sortmax' is none of argmax, softmax, none")
    try folder.write(
      Array(good.replacing("model.pdmodel", with: "../model.pdmodel").utf8),
      to: "export/deploy.yaml")
    try expectRefusal("export", "Deploy.model: not the name of a file in the same folder")
    try folder.write(Array("train_dataset: [\n".utf8), to: "export/deploy.yaml")
    try expectRefusal("export", "export/deploy.yaml", "line ")
  }

  @Test("A picture, a text, a folder of pictures and a network that finds nobody")
  func otherThings() throws {
    try folder.write(Array("Dear diary".utf8), to: "diary.onnx")
    for name in ["photo.png", "diary.onnx"] {
      try expectRefusal(name, "\(name): not a model in a format that is read here")
    }
    try expectRefusal("export/model.pdiparams", "give the folder with the program (.pdmodel)")
    let outcome = try Program.run(
      ["cutout", "photo.png", "--model", "faces"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("faces: no such file"))
  }

  @Test(
    "A size that is none, or not this network's",
    arguments: [
      "", "x", "32", "32x", "0x32", "-1x3x32x32", "3x32x32", "1x3x32x32x1", "1.5x32", "32×32",
      "99999x99999",
    ])
  func sizes(text: String) throws {
    try expectRefusal("export", "--input-shape", options: ["--input-shape=" + text])
  }

  @Test("A size that does not fit the network")
  func otherSizes() throws {
    try expectRefusal(
      "export",
      "input 'x': its size [?, 3, ?, ?] (? is open) cannot be [1, 1, 8, 8]",
      options: ["--input-shape", "1x1x8x8"])
    try expectRefusal(
      folder.model, "its size is fixed at [1, 32, 32, 3] and cannot be [1, 3, 16, 16]: give none",
      options: ["--input-shape", "16x16"])
  }

  @Test("Folders without pictures, and a picture that is text, where many are looked at")
  func pictures() throws {
    try folder.write(Array("text".utf8), to: "empty/notes.txt")
    try folder.write(Array("text".utf8), to: "texts/a.png")
    try folder.write(Array("text".utf8), to: "texts/masks/a.png")
    for (input, words) in [
      ("empty", "empty: no pictures in this folder"), ("texts/a.png", "texts/a.png: not a picture"),
    ] {
      for arguments in [
        ["compare", "general", "general", "--images", input],
        ["compare", "general", "general", "--per-layer", "--images", input],
        ["predict", folder.model, input, "-o", "out"],
      ] {
        let outcome = try Program.run(arguments, in: folder.url)
        #expect([1, 2].contains(outcome.status), "\(arguments)")
        #expect(outcome.errors.hasPrefix("error: \(words)"), "\(arguments): \(outcome.errors)")
        #expect(!outcome.errors.contains("--help"), "\(outcome.errors)")
      }
    }
    let outcome = try Program.run(
      ["evaluate", "--model", folder.model, "--images", "empty", "--masks", "texts/masks"],
      in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("error: empty: no pictures in this folder"))
    #expect(try !folder.files().contains { $0.hasPrefix("out") })
  }
}
