import SilhouetteMedia
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("Paths")
struct FilePathTests {
  @Test("Any bytes survive the way through text and back")
  func losslessText() {
    var generator = SeededGenerator(seed: 8)
    for length in 0..<200 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 1...255, using: &generator) }
      #expect(LosslessText.bytes(of: LosslessText.text(of: bytes)) == bytes)
    }
    // Text that uses the private range itself, and characters cut short.
    for bytes in [Array("\u{10FFE9}x".utf8), [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98, 0x41]] {
      #expect(LosslessText.bytes(of: LosslessText.text(of: bytes)) == bytes)
    }
  }

  @Test("Names that are UTF-8 stay as they are", arguments: ["a b.jpg", "ü.png", "日本.jpg", "😀"])
  func plainText(name: String) {
    #expect(LosslessText.text(of: Array(name.utf8)) == name)
    #expect(FilePath(name).description == name)
  }

  @Test("What a terminal must not print is escaped")
  func description() {
    #expect(FilePath("a\nb\u{1B}[31m").description == "a\\nb\\u{1b}[31m")
    #expect(FilePath(bytes: [0x61, 0xE9, 0x62]).description == "a\\xe9b")
  }

  @Test(
    "A path has a name, a parent, a stem and an extension",
    arguments: [
      ("a/b.c.JPG", "b.c.JPG", "a", "b.c", "jpg"), ("photo", "photo", ".", "photo", ""),
      ("/x.png", "x.png", "/", "x", "png"), ("a/b/", "b", "a", "b", ""),
      (".hidden", ".hidden", ".", ".hidden", ""),
      ("/", "/", "/", "/", ""),
    ])
  func parts(path: String, name: String, parent: String, stem: String, fileExtension: String) {
    let path = FilePath(path)
    #expect(path.name == FilePath(name))
    #expect(path.parent == FilePath(parent))
    #expect(path.stem == FilePath(stem))
    #expect(path.fileExtension == fileExtension)
  }

  @Test(
    "Paths are put together with one slash",
    arguments: [("a", "b", "a/b"), ("a/", "b", "a/b"), (".", "b", "b"), ("/", "b", "/b")])
  func appending(parent: String, child: String, path: String) {
    #expect(FilePath(parent).appending(FilePath(child)) == FilePath(path))
  }
}
