import Foundation
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

@Suite("predict")
struct PredictTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func predict(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["predict", folder.model] + arguments, in: folder.url)
  }

  @Test("A picture gives its classes and their colours over it")
  func picture() throws {
    try folder.add(as: "a.png")
    let outcome = try predict(
      "a.png", "-o", "result", "--custom-color", "0", "0", "0", "0", "255", "0")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let added = try folder.picture("result/added_prediction/a.png").pixels
    // 0.6 of (220, 20, 20) and of (128, 128, 128).
    #expect(added.pixel(28, 24) == [132, 114, 12])
    #expect(added.pixel(2, 2) == [77, 77, 77])
    let file = "result/pseudo_color_prediction/a.png"
    let labels = try IndexedPNG.decode(folder.bytes(of: file), name: file).pixels
    #expect(labels.pixel(28, 24) == [1, 1, 1])
    #expect(labels.pixel(2, 2) == [0, 0, 0])
    #expect(try folder.picture(file).pixels.pixel(28, 24) == [0, 255, 0])
  }

  @Test("Folders keep their structure; a list's pictures are relative to it")
  func folders() throws {
    try folder.add(as: "in/one.png")
    try folder.add(as: "in/deep/two.png")
    #expect(try predict("in", "-o", "out").status == 0)
    try folder.write(Array("deep/two.png 1\n".utf8), to: "in/list.txt")
    #expect(try predict("in/list.txt", "-o", "listed").status == 0)
    let files = try folder.files()
    for name in [
      "out/added_prediction/one.png", "out/added_prediction/deep/two.png",
      "out/pseudo_color_prediction/deep/two.png", "listed/added_prediction/deep/two.png",
    ] {
      #expect(files.contains(name), "\(files)")
    }
    #expect(!files.contains("listed/added_prediction/one.png"))
  }

  @Test("Results that are there stay, unless told")
  func existing() throws {
    try folder.add(as: "a.png")
    #expect(try predict("a.png", "-o", "r").status == 0)
    let second = try predict("a.png", "-o", "r")
    #expect(second.status == 2)
    #expect(second.errors.contains("is there already"))
    #expect(try predict("a.png", "-o", "r", "--force").status == 0)
  }

  @Test("A missing picture of a list is named with its line, and nothing is written")
  func missing() throws {
    try folder.write(Array("gone.png\n".utf8), to: "list.txt")
    let outcome = try predict("list.txt", "-o", "r")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("list.txt, line 1: gone.png: no such file"))
    #expect(try folder.files() == ["list.txt"])
  }
}
