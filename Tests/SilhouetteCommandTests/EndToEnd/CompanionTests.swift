import Foundation
import SilhouetteTestSupport
import Testing

/// The embedded network sees nobody in the test picture, ``RedNetwork`` its red square: whoever looked
/// can be told from the result.
@Suite("cutout --refine fine with an installed network")
struct CompanionTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.add(as: "a.png")
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      arguments, in: folder.url,
      environment: ["SILHOUETTE_MODELS": folder.url.appending(path: "models").path])
  }

  private func install(_ file: String, as name: String = "human-v1-mobile") throws {
    #expect(try run("models", "add", file, "--name", name).status == 0)
  }

  private func cutout(_ level: String, _ options: String...) throws -> Program.Outcome {
    try Program.run(
      ["cutout", "a.png", "--refine", level, "--report", "-", "--overwrite"] + options,
      in: folder.url,
      environment: ["SILHOUETTE_MODELS": folder.url.appending(path: "models").path])
  }

  private func line(of outcome: Program.Outcome) throws -> (networks: [String], share: Double) {
    #expect(outcome.status == 0, "\(outcome.errors)")
    let line = try #require(try outcome.objects().first)
    return (
      try #require(line["networks"] as? [String]), try #require(line["person_share"] as? Double)
    )
  }

  @Test("It looks at fine alone, and report and message name it")
  func installed() throws {
    try install(folder.model)
    let outcome = try cutout("fine")
    let found = try line(of: outcome)
    #expect(found.networks == ["general", "human-v1-mobile"])
    #expect(found.share > 0.1)
    #expect(outcome.errors.contains("networks: general, human-v1-mobile\n"))
    let balanced = try cutout("balanced")
    #expect(try line(of: balanced).networks == ["general"])
    #expect(try line(of: balanced).share < 0.01)
    #expect(!balanced.errors.contains("networks"))
    #expect(
      try line(of: cutout("fine", "--model", "landscape")).networks == ["landscape", "general"])
    #expect(try line(of: cutout("fine", "--model", folder.model)).networks == [folder.model])
  }

  @Test("Without it the other embedded network looks; so it does where another one is installed")
  func absent() throws {
    #expect(try line(of: cutout("fine")).networks == ["general", "landscape"])
    try install(folder.model, as: "mine")
    let found = try line(of: cutout("fine"))
    #expect(found.networks == ["general", "landscape"])
    #expect(found.share < 0.01)
  }

  @Test("A file that is called after it is taken for it, under whatever name it is installed")
  func fileName() throws {
    try folder.write(Data(contentsOf: URL(filePath: folder.model)), to: "human_v1_mobile_32.tflite")
    let added = try run("models", "add", "human_v1_mobile_32.tflite")
    #expect(added.errors.contains("taken for human-v1-mobile, by the name of the file"))
    #expect(try line(of: cutout("fine")).networks == ["general", "human-v1-mobile"])
  }

  @Test("A file that cannot be used is warned of, with its name and the cure, and left out")
  func unusable() throws {
    try folder.write(Array("no network".utf8), to: "broken.onnx")
    try install("broken.onnx")
    let outcome = try cutout("fine")
    #expect(try line(of: outcome).networks == ["general", "landscape"])
    #expect(outcome.errors.contains("warning: "))
    #expect(outcome.errors.contains("models/human-v1-mobile/broken.onnx: "))
    #expect(outcome.errors.contains("; landscape looks instead\n"))
    #expect(outcome.errors.contains("hint: 'silhouette models pull human-v1-mobile --force'"))
    #expect(try cutout("balanced").errors.contains("warning") == false)

    try FileManager.default.removeItem(
      at: folder.url.appending(path: "models/human-v1-mobile/broken.onnx"))
    let gone = try cutout("fine")
    #expect(try line(of: gone).networks == ["general", "landscape"])
    #expect(gone.errors.contains("models/human-v1-mobile/broken.onnx: no such file"))

    let inspected = try run("inspect", "general", "--refine")
    #expect(inspected.status == 0)
    #expect(inspected.errors.contains("models/human-v1-mobile/broken.onnx: no such file"))
  }

  @Test("A network that gives labels alone is left out")
  func labels() throws {
    try folder.addExport("export", ending: .argmax)
    try install("export")
    let outcome = try cutout("fine")
    #expect(try line(of: outcome).networks == ["general", "landscape"])
    #expect(outcome.errors.contains("it gives labels"), "\(outcome.errors)")
  }

  @Test("inspect --refine shows what fine does with it, or how it is installed")
  func inspect() throws {
    let without = try run("inspect", "general", "--refine").text
    let words = without.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("'silhouette models pull human-v1-mobile'"))
    try install(folder.model)
    let text = try run("inspect", "general", "--refine").text
    #expect(text.contains("\nrefine fine (general, landscape): at most "))
    #expect(text.contains("\nrefine fine (general, human-v1-mobile): at most 4 runs"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(!text.contains("once it is installed"))
    let json = try run("inspect", "general", "--refine", "--json").objects().first
    let levels = try #require(json?["refinement"] as? [[String: Any]])
    #expect(levels.last?["networks"] as? [String] == ["general", "human-v1-mobile"])
    #expect(levels.count == 5)
  }
}
