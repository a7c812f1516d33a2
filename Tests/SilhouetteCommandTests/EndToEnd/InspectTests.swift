import Foundation
import SilhouetteTestSupport
import Testing

@Suite("silhouette inspect")
struct InspectTests {
  private func run(_ arguments: String..., in folder: TestFolder? = nil) throws -> Program.Outcome {
    try Program.run(
      ["inspect"] + arguments, in: folder?.url ?? FileManager.default.temporaryDirectory)
  }

  @Test(
    "Shows what the networks inside take, give and cost",
    arguments: [
      ("general", "1x256x256x3", "59,215,744", "127,679,664", "63.84 M"),
      ("landscape", "1x144x256x3", "33,324,928", "71,555,248", "35.78 M"),
    ])
  func text(
    _ model: String, _ input: String, _ multiplyAdds: String, _ estimate: String, _ macs: String
  ) throws {
    let outcome = try run(model)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let lines = outcome.text.split(separator: "\n").map(String.init)
    #expect(
      lines.contains { $0.contains("input_1") && $0.contains(input) && $0.contains("0 to 1") })
    #expect(lines.contains { $0.hasPrefix("multiply-adds") && $0.contains(multiplyAdds) })
    #expect(lines.contains { $0.hasPrefix("converter's") && $0.contains(estimate) })
    #expect(lines.contains { $0.hasPrefix("converter's") && $0.contains(macs) })
    #expect(lines.contains { $0.hasPrefix("custom operators  Convolution2DTransposeBias 1") })
    #expect(lines.allSatisfy { $0.count <= 80 })
    let rows = lines.filter { Int($0.prefix(4).drop(while: \.isWhitespace)) != nil }
    #expect(rows.count == 136)
  }

  @Test("Shows the plan step by step, in 80 columns too")
  func plan() throws {
    let outcome = try run("general", "--plan")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("\n0: "))
    #expect(outcome.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("Shows the levels of refinement and their cost; a file's network looks alone")
  func refinement() throws {
    let outcome = try run("general", "--refine")
    let lines = outcome.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("refine off: 1 run, 59,215,744 multiply-adds"))
    #expect(lines.contains("refine balanced: at most 2 runs, 118,431,488 multiply-adds"))
    // Six of its own and two of the landscape network's.
    #expect(
      lines.contains("refine fine (general, landscape): at most 8 runs, 421,944,320 multiply-adds"))
    #expect(lines.allSatisfy { $0.count <= 80 })

    let report = try #require(try run("landscape", "--refine", "--json").objects().first)
    let levels = try #require(report["refinement"] as? [[String: Any]])
    #expect(levels.map { $0["level"] as? String } == ["off", "fast", "balanced", "fine"])
    #expect(levels.map { $0["runs"] as? Int } == [1, 1, 2, 8])

    let folder = try TestFolder()
    let alone = try run(folder.model, "--refine", "--json", in: folder).objects().first
    let own = try #require(alone?["refinement"] as? [[String: Any]])
    #expect(own.map { $0["runs"] as? Int } == [1, 1, 2, 6])
  }

  @Test("Prints one JSON object whose totals are the sums of its layers")
  func json() throws {
    let objects = try run("landscape", "--json").objects()
    #expect(objects.count == 1)
    let report = try #require(objects.first)
    #expect(report["schema"] as? Int == 1)
    let totals = try #require(report["totals"] as? [String: Int])
    #expect(totals["multiply_adds"] == 33_324_928)
    #expect(totals["converter_operations"] == 71_555_248)
    #expect(totals["weights"] == 106_401)
    let layers = try #require(report["layers"] as? [[String: Any]])
    #expect(layers.count == 136)
    #expect(layers.compactMap { $0["multiply_adds"] as? Int }.reduce(0, +) == 33_324_928)
    #expect(report["custom_operators"] as? [String] == ["Convolution2DTransposeBias"])
    #expect((report["file_operators"] as? [String: Int])?["DEQUANTIZE"] == 110)
    #expect(report["plan"] == nil)
    let input = try #require((report["inputs"] as? [[String: Any]])?.first)
    #expect(input["name"] as? String == "input_1")
    #expect(input["shape"] as? [Int] == [1, 144, 256, 3])
    #expect(input["ranges"] as? [[Int]] == [[0, 1]])
  }

  @Test("Reads a file, and standard input")
  func files() throws {
    let folder = try TestFolder()
    let model = try Data(contentsOf: URL(filePath: folder.model))
    #expect(try run(folder.model).text.contains("custom operators  none"))
    let piped = try Program.run(["inspect", "-"], in: folder.url, input: model)
    #expect(piped.status == 0)
    #expect(piped.text.contains("1x32x32x3"))
  }

  @Test("Says what is wrong with a file, with status 2 and nothing on standard output")
  func errors() throws {
    let folder = try TestFolder()
    let model = try Data(contentsOf: URL(filePath: folder.model))
    try folder.write(Array(model.prefix(200)), to: "cut off.tflite")
    try folder.write(Array("text".utf8), to: "text.tflite")
    try folder.write([], to: "empty.tflite")
    let expected = [
      "cut off.tflite": "of 200", "text.tflite": "not a model in a format",
      "empty.tflite": "empty.tflite", "nowhere.tflite": "nowhere.tflite",
    ]
    for (name, text) in expected {
      let outcome = try run(name, in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("error: \(name): "))
      #expect(outcome.errors.contains(text))
    }
    #expect(try run(in: folder).status == 2)
  }
}
