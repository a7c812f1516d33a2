import Foundation
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

/// PaddleSeg's configurations in `evaluate` and `predict`, on a data set of one picture.
@Suite("evaluate and predict with a configuration")
struct EvaluateConfigTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.add(as: "data/a.png")
    try folder.addMask("data/m.png", person: 1)
    try folder.write(Array("a.png m.png\n".utf8), to: "data/val.txt")
  }

  private static let transforms = """
    transforms:
    - {type: Resize, target_size: [32, 32]}
    - {type: Normalize, mean: [0], std: [1]}
    """

  private static let dataSet = "type: Dataset, dataset_root: data, val_path: data/val.txt"

  private func add(_ text: String, to name: String = "my.yml") throws {
    try folder.write(Array(text.utf8), to: name)
  }

  /// The data set, with other keys behind it.
  private func addConfiguration(_ more: String = "", to name: String = "my.yml") throws {
    let set = Self.dataSet.replacing(", ", with: "\n")
    let lines = (set + "\n" + Self.transforms).split(separator: "\n").map { "  \($0)" }
    try add("val_dataset:\n" + lines.joined(separator: "\n") + "\n" + more, to: name)
  }

  private func evaluate(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["evaluate", "--config"] + arguments, in: folder.url)
  }

  private func measures(_ arguments: String...) throws -> [String: Any] {
    let outcome = try Program.run(
      ["evaluate", "--json", "-", "--config"] + arguments, in: folder.url)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(try outcome.objects().first)
  }

  @Test("The configuration names the list and the transforms; the area is measured when asked")
  func listed() throws {
    try addConfiguration()
    let result = try measures("my.yml", "--model", folder.model, "--auc")
    #expect(result["images"] as? Int == 1)
    #expect(try #require(result["miou"] as? Double) > 0.9)
    #expect(try #require(result["auc"] as? Double) > 0.99)
    let text = try evaluate("my.yml", "--model", folder.model, "--paddleseg-text", "--auc").text
    #expect(text.contains(" Auc_roc: 0.9") || text.contains(" Auc_roc: 1.0"), "\(text)")
  }

  @Test("Paths are relative to the current folder, else to the configuration's")
  func relativePaths() throws {
    try addConfiguration(to: "conf/my.yml")
    #expect(try measures("conf/my.yml", "--model", folder.model)["images"] as? Int == 1)
    let far = try TestFolder()
    let outcome = try Program.run(
      ["evaluate", "--config", folder.url.path + "/conf/my.yml", "--model", folder.model],
      in: far.url)
    #expect(outcome.errors.contains("data/val.txt: no such file"), "\(outcome.errors)")
    try addConfiguration()
    let near = try Program.run(
      ["evaluate", "--config", folder.url.path + "/my.yml", "--model", folder.model], in: far.url)
    #expect(near.status == 0, "\(near.errors)")
  }

  @Test("What a configuration inherits counts, and so does how it is tested")
  func inherited() throws {
    try addConfiguration("test_config: {aug_eval: true, scales: [0.5, 1]}", to: "base/b.yml")
    try add("_base_: base/b.yml\ntest_config: {flip_horizontal: true}")
    let refused = try evaluate("my.yml", "--model", folder.model)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("cannot run at a scale of 0.5"), "\(refused.errors)")
    let result = try measures("my.yml", "--model", folder.model, "--scales", "1")
    #expect(try #require(result["miou"] as? Double) > 0.9)
  }

  @Test(
    "What is wrong is named with its cure",
    arguments: [
      ("a: [1", "my.yml: not YAML: line"), ("model: {}", "my.yml: val_dataset: is missing"),
      ("_base_: gone.yml", "my.yml: _base_: gone.yml"), ("_base_: my.yml", "goes in a circle"),
      ("val_dataset: {type: Cityscapes}", "these are: Dataset, PPHumanSeg14K"),
      (
        "val_dataset: {\(dataSet), transforms: [{type: RandomBlur}]}",
        "the transform RandomBlur is not known; these are: Resize"
      ),
      ("val_dataset: {\(dataSet)}\ntest_config: {scale: 2}", "test_config.scale"),
      (
        "val_dataset: {\(dataSet), transforms: [{type: Resize, target_size: [9, 8]}]}",
        "takes 32x32 alone, but its input would be 9x8"
      ),
      (
        "val_dataset: {type: Dataset, dataset_root: gone, val_path: data/val.txt}",
        "gone: no such file or folder"
      ),
    ])
  func refusals(text: String, cause: String) throws {
    try add(text)
    let outcome = try evaluate("my.yml", "--model", folder.model)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(cause), "\(outcome.errors)")
  }

  @Test("A missing configuration tells those that come with the program")
  func missing() throws {
    let outcome = try evaluate("gone.yml", "--model", folder.model)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("gone.yml: no such file"))
    #expect(outcome.errors.contains("human-v2-lite"), "\(outcome.errors)")
  }

  @Test("A list's missing picture and a mask of another size are named with their place")
  func brokenSets() throws {
    try addConfiguration()
    try folder.write(Array("a.png m.png\n\nb.png m.png\n".utf8), to: "data/val.txt")
    let missing = try evaluate("my.yml", "--model", folder.model)
    #expect(
      missing.errors.contains("data/val.txt, line 3: data/b.png: no such file"),
      "\(missing.errors)")
    try folder.addMask("data/m.png", width: 60)
    try folder.write(Array("a.png m.png\n".utf8), to: "data/val.txt")
    let size = try evaluate("my.yml", "--model", folder.model)
    #expect(size.errors.contains("data/m.png: is 60x48, not 64x48 as data/a.png"))
  }

  @Test("Weights go through the configuration's network, at any scale and in windows")
  func weights() throws {
    try folder.write(Checkpoints.humanV1Lite, to: "w.pdparams")
    try addConfiguration("model: {type: PPHumanSegLite}")
    for options in [
      [], ["--scales", "0.5", "1"], ["--input-shape", "48x40"],
      ["--crop-size", "16x16", "--stride", "8x8", "--flip-vertical"], ["--preset", "cutout"],
    ] {
      let outcome = try Program.run(
        ["evaluate", "--config", "my.yml", "--model", "w.pdparams"] + options, in: folder.url)
      #expect(outcome.status == 0, "\(options): \(outcome.errors)")
      #expect(outcome.text.contains("mIoU"))
    }
  }

  @Test("A file of open size takes the configuration's size, or the one asked for, at every scale")
  func openSize() throws {
    try folder.write(OpenONNXModel.bytes, to: "open.onnx")
    try addConfiguration()
    for options in [[], ["--scales", "0.5", "1.5"], ["--input-shape", "24x18"]] {
      let outcome = try Program.run(
        ["evaluate", "--config", "my.yml", "--model", "open.onnx"] + options, in: folder.url)
      #expect(outcome.status == 0, "\(options): \(outcome.errors)")
    }
    let sizeless = try Program.run(
      ["evaluate", "--list", "data/val.txt", "--model", "open.onnx"], in: folder.url)
    #expect(sizeless.status == 2)
    #expect(sizeless.errors.contains("give one, such as 1x3x192x192"), "\(sizeless.errors)")
  }

  @Test("Without a model, the weights that the configuration names are measured")
  func pretrained() throws {
    try folder.write(Checkpoints.humanV1Lite, to: "w.pdparams")
    try addConfiguration("model: {type: PPHumanSegLite, pretrained: w.pdparams}")
    let own = try evaluate("my.yml")
    #expect(own.text.hasPrefix("w.pdparams on 1 pictures"), "\(own.text) \(own.errors)")
    for (pretrained, cause) in [
      ("https://example.org/w.pdparams", "is an address"), ("gone.pdparams", "gone.pdparams"),
      ("null", "names no weights"),
    ] {
      try addConfiguration(
        "model: {type: PPHumanSegLite, pretrained: '\(pretrained)'}".replacing(
          "'null'", with: "null"))
      let outcome = try evaluate("my.yml")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains(cause), "\(outcome.errors)")
    }
  }

  @Test("predict does the configuration's transforms")
  func predict() throws {
    try add(
      "val_dataset: {\(Self.dataSet), transforms: [{type: Resize, target_size: [32, 32], "
        + "keep_ratio: true}, {type: Padding, target_size: [32, 32], im_padding_value: 0}, "
        + "{type: Normalize, mean: [0], std: [1]}]}")
    let outcome = try Program.run(
      ["predict", folder.model, "data/a.png", "-o", "out", "--config", "my.yml"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = "out/pseudo_color_prediction/a.png"
    let labels = try IndexedPNG.decode(folder.bytes(of: file), name: file).pixels
    #expect((labels.width, labels.height) == (64, 48))
    #expect(labels.pixel(28, 24) == [1, 1, 1])
    #expect(labels.pixel(28, 44) == [0, 0, 0])
  }
}
