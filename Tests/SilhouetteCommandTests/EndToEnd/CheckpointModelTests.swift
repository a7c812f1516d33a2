import Foundation
import SilhouetteTestSupport
import Testing

/// A `.pdparams` file with a configuration wherever a model is taken.
@Suite("Weights with a configuration")
struct CheckpointModelTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.write(Checkpoints.humanV1Lite, to: "w.pdparams")
    try folder.add(as: "a.png")
  }

  private func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.run(arguments, in: folder.url, environment: environment)
  }

  @Test("Every verb builds the network")
  func verbs() throws {
    for arguments in [
      ["inspect", "w.pdparams"], ["convert", "w.pdparams", "w.onnx"],
      ["cutout", "a.png", "--model", "w.pdparams", "-o", "cut.png"],
      ["predict", "w.pdparams", "a.png", "-o", "out"],
      ["compare", "w.pdparams", "general", "--images", "a.png"],
    ] {
      let outcome = try Program.run(
        arguments + ["--config", "human-v1-lite", "--input-shape", "64x48"], in: folder.url)
      // Two networks of which one has another size: the size that is asked for is refused for it.
      guard arguments[0] != "compare" else { continue }
      #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
    }
    let inspected = try run("inspect", "w.onnx").text
    #expect(inspected.contains("1x3x48x64"), "\(inspected.prefix(400))")
    let own = try run("inspect", "w.pdparams", "--config", "human-v1-lite").text
    #expect(own.contains("1x3x192x192"), "\(own.prefix(400))")
    let compared = try run(
      "compare", "w.pdparams", "general", "--images", "a.png", "--config", "human-v1-lite")
    #expect(compared.status == 0, "\(compared.errors)")
  }

  @Test("Weights alone, or a configuration for nothing, are refused with the cure")
  func refusals() throws {
    let alone = try run("inspect", "w.pdparams")
    #expect(alone.status == 2)
    #expect(alone.errors.contains("--config"), "\(alone.errors)")
    #expect(alone.errors.contains("human-v2-lite"), "\(alone.errors)")
    let useless = try run("inspect", "general", "--config", "human-v1-lite")
    #expect(useless.errors.contains("--config: general brings its own network"))
  }

  @Test("Weights of another network, and types that are not known, are named")
  func misfits() throws {
    let other = try run("inspect", "w.pdparams", "--config", "human-v1-mobile")
    #expect(other.status == 2)
    #expect(
      other.errors.contains("w.pdparams: layer") && other.errors.contains("backbone."),
      "\(other.errors)")
    try folder.write(Array("model: {type: UNet}".utf8), to: "u.yml")
    let unknown = try run("inspect", "w.pdparams", "--config", "u.yml", "--input-shape", "32x32")
    #expect(
      unknown.errors.contains("u.yml: model: type 'UNet' is not known; use one of PPHumanSegLite"),
      "\(unknown.errors)")
    try folder.write(Array("model: {type: PPHumanSegLite}".utf8), to: "n.yml")
    let sizeless = try run("inspect", "w.pdparams", "--config", "n.yml")
    #expect(sizeless.errors.contains("n.yml: says no size"), "\(sizeless.errors)")
    try folder.write(Array("hello".utf8), to: "text.pdparams")
    let text = try run("inspect", "text.pdparams", "--config", "human-v1-lite")
    #expect(text.status == 2)
    #expect(text.errors.contains("text.pdparams"), "\(text.errors)")
  }

  @Test("An installed checkpoint of a known network needs no configuration")
  func installed() throws {
    let environment = ["SILHOUETTE_MODELS": folder.url.path + "/models"]
    let added = try run(
      "models", "add", "w.pdparams", "--name", "human-v1-lite", environment: environment)
    #expect(added.status == 0, "\(added.errors)")
    let inspected = try run("inspect", "human-v1-lite", environment: environment)
    #expect(inspected.status == 0, "\(inspected.errors)")
    #expect(inspected.text.contains("1x3x192x192"))
    _ = try run("models", "add", "w.pdparams", "--name", "mine", environment: environment)
    let unknown = try run("inspect", "mine", environment: environment)
    #expect(unknown.errors.contains("--config"), "\(unknown.errors)")
  }
}
