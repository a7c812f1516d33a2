import Foundation
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("compare")
struct CompareTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.add(as: "photos/a.png")
    try folder.add(TestPicture(width: 48, height: 64), as: "photos/b.png")
  }

  private func compare(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["compare"] + arguments, in: folder.url)
  }

  private func object(_ outcome: Program.Outcome) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
  }

  @Test("A network agrees with itself")
  func identity() throws {
    let outcome = try compare(folder.model, folder.model, "--images", "photos", "--json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let found = try object(outcome)
    #expect(found["pictures"] as? Int == 2)
    let cosine = try #require(found["cosine"] as? [String: Double])
    #expect(try #require(cosine["worst"]) > 0.999_999)
    #expect(found["maximumAbsoluteError"] as? Double == 0)
  }

  @Test("The limit on the cosine similarity is an exit status")
  func limit() throws {
    let arguments = ["general", folder.model, "--images", "photos", "--min-cosine"]
    let strict = try Program.run(["compare"] + arguments + ["0.9999"], in: folder.url)
    #expect(strict.status == 1)
    #expect(strict.errors.contains("is below 0.9999"))
    let loose = try Program.run(["compare"] + arguments + ["0"], in: folder.url)
    #expect(loose.status == 0, "\(loose.errors)")
  }

  @Test("Layer by layer, a network agrees with itself everywhere")
  func layers() throws {
    let outcome = try compare(
      "landscape", "landscape", "--images", "photos/a.png", "--per-layer", "--json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let layers = try #require(object(outcome)["layers"] as? [[String: Any]])
    #expect(layers.count > 50)
    #expect(layers.allSatisfy { $0["maximumAbsoluteError"] as? Double == 0 })
  }

  @Test("A sheet shows the pictures that agree least, and replaces nothing unasked")
  func sheet() throws {
    let arguments = [
      "general", folder.model, "--images", "photos", "--sheet", "worst.png", "--worst", "1",
    ]
    let first = try Program.run(["compare"] + arguments, in: folder.url)
    #expect(first.status == 0, "\(first.errors)")
    #expect(try folder.picture("worst.png").pixels.width == 3 * 260 + 4)
    let second = try Program.run(["compare"] + arguments, in: folder.url)
    #expect(second.status == 2)
    #expect(second.errors.contains("--force"))
    let onInput = try compare(
      "general", folder.model, "--images", "photos", "--sheet", "photos/a.png", "--force")
    #expect(onInput.status == 2)
  }

  @Test("A picture that cannot be read is said, the others are compared")
  func brokenPicture() throws {
    try folder.write([1, 2, 3], to: "photos/c.png")
    let outcome = try compare(folder.model, folder.model, "--images", "photos")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("c.png"))
    #expect(outcome.text.contains("2 pictures"))
  }

  @Test("A model that is not there is a matter of usage")
  func missingModel() throws {
    let outcome = try compare("general", "none.tflite", "--images", "photos")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("none.tflite"))
  }
}
