import Foundation
import SilhouetteTestSupport
import Testing

@Suite("evaluate")
struct EvaluateTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func evaluate(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["evaluate", "--model", folder.model] + arguments, in: folder.url)
  }

  private func measures(_ arguments: String...) throws -> [String: Any] {
    let outcome = try Program.run(
      ["evaluate", "--model", folder.model, "--json", "-"] + arguments, in: folder.url)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(try outcome.objects().first)
  }

  @Test(
    "Persons that are found score high, in either kind of mask and either way to run",
    arguments: [
      (255, "paddleseg"), (1, "paddleseg"), (255, "cutout"), (1, "cutout"),
    ] as [(UInt8, String)])
  func found(person: UInt8, preset: String) throws {
    for name in ["a", "b"] {
      try folder.add(as: "images/\(name).png")
      try folder.addMask("masks/\(name).png", person: person)
    }
    let result = try measures("--images", "images", "--masks", "masks", "--preset", preset)
    #expect(result["images"] as? Int == 2)
    #expect(try #require(result["miou"] as? Double) > 0.9)
    #expect((result["pictures"] as? [[String: Any]])?.count == 2)
  }

  @Test("A list names pictures and masks; flips leave a symmetric result as it is")
  func list() throws {
    try folder.add(as: "data/a.png")
    try folder.addMask("data/m.png")
    try folder.write(Array("a.png m.png\n\n".utf8), to: "data/val.txt")
    let plain = try measures("--list", "data/val.txt")
    let flipped = try measures("--list", "data/val.txt", "--flip-horizontal")
    #expect(plain["miou"] as? Double == flipped["miou"] as? Double)
  }

  @Test("PaddleSeg's text")
  func text() throws {
    try folder.add(as: "images/a.png")
    try folder.addMask("masks/a.png", personWidth: 18)
    let outcome = try evaluate("--images", "images", "--masks", "masks", "--paddleseg-text")
    #expect(outcome.text.hasPrefix("[EVAL] #Images: 1 mIoU: 0."), "\(outcome.text)")
    #expect(outcome.text.contains("[EVAL] Class IoU: \n[0."))
  }

  @Test("The sheet is a picture and is never written over an input")
  func sheet() throws {
    try folder.add(as: "images/a.png")
    try folder.addMask("masks/a.png")
    let arguments = ["evaluate", "--model", folder.model, "--images", "images", "--masks", "masks"]
    let outcome = try Program.run(arguments + ["--sheet", "worst.png"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.picture("worst.png").pixels.width > 3 * 256)
    let refused = try Program.run(
      arguments + ["--force", "--sheet", "images/a.png"], in: folder.url)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("over the input"))
  }

  @Test("A mask of another size names both files and sizes")
  func size() throws {
    try folder.add(as: "images/a.png")
    try folder.addMask("masks/a.png", width: 60)
    let outcome = try evaluate("--images", "images", "--masks", "masks")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("masks/a.png: is 60x48, not 64x48 as images/a.png"))
  }

  @Test("A list with a missing picture names its line")
  func missing() throws {
    try folder.add(as: "a.png")
    try folder.addMask("m.png")
    try folder.write(Array("a.png m.png\nb.png m.png\n".utf8), to: "val.txt")
    let outcome = try evaluate("--list", "val.txt")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("val.txt, line 2: b.png: no such file"), "\(outcome.errors)")
  }

  @Test("A picture without a mask is named, and so is a scale that the network cannot take")
  func refusals() throws {
    try folder.add(as: "images/a.png")
    try folder.addMask("masks/b.png")
    let missing = try evaluate("--images", "images", "--masks", "masks")
    #expect(missing.errors.contains("images/a.png: no mask of this name"), "\(missing.errors)")
    try folder.addMask("masks/a.png")
    let scaled = try evaluate("--images", "images", "--masks", "masks", "--scales", "0.5", "1")
    #expect(scaled.status == 2)
    #expect(scaled.errors.contains("cannot run at a scale of 0.5"), "\(scaled.errors)")
  }
}
