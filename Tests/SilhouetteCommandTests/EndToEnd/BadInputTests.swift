import Foundation
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("cutout: bad input")
struct BadInputTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// The one input `name` fails with `message`, and nothing is written.
  private func expectFailure(_ name: String, _ message: String) throws {
    let before = try folder.files()
    let outcome = try Program.cutout([name], in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("error: \(name): "))
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(try folder.files() == before)
  }

  @Test("No such file")
  func missing() throws {
    try expectFailure("nowhere.jpg", "No such file or directory")
  }

  @Test("A link to nowhere")
  func brokenLink() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.path + "/link.jpg", withDestinationPath: "nowhere")
    try expectFailure("link.jpg", "No such file or directory")
  }

  @Test("A folder without pictures")
  func emptyFolder() throws {
    try folder.write(Array("text".utf8), to: "empty/notes.txt")
    try expectFailure("empty", "no pictures in this folder")
  }

  @Test("Text named .jpg")
  func text() throws {
    try folder.write(Array("Dear diary".utf8), to: "text.jpg")
    try expectFailure("text.jpg", "not a picture")
  }

  @Test("A file of no bytes")
  func empty() throws {
    try folder.write([], to: "empty.png")
    try expectFailure("empty.png", "the file is empty")
  }

  @Test("Pictures cut short", arguments: ["cut.jpg", "cut.png"], [0.3, 0.7])
  func truncated(name: String, share: Double) throws {
    try folder.add(TestPicture(width: 200, height: 200), as: "whole/" + name)
    let bytes = try folder.bytes(of: "whole/" + name)
    try folder.write(bytes.prefix(Int(Double(bytes.count) * share)), to: name)
    try expectFailure(name, "ends early")
  }

  @Test("A header that claims 65535 x 65535 pixels")
  func bomb() throws {
    try folder.write(headerBomb(), to: "bomb.png")
    try expectFailure("bomb.png", "65535x65535")
  }

  @Test("One bad picture does not stop the others, and the status tells")
  func oneAmongOthers() throws {
    try folder.add(as: "in/a.jpg")
    try folder.write(Array("text".utf8), to: "in/b.jpg")
    try folder.add(as: "in/c.jpg")
    let outcome = try Program.cutout(
      ["in", "nowhere.jpg", "-o", "out/", "--report", "-"], in: folder)
    #expect(outcome.status == 1)
    #expect(try folder.files().filter { $0.hasPrefix("out") } == ["out/a.png", "out/c.png"])
    #expect(outcome.errors.contains("2 written, 2 failed in "))
    let statuses = try outcome.objects().map { $0["status"] as? String }
    #expect(statuses == ["written", "failed", "written", "failed", nil])
  }

  @Test(
    "A place that cannot be written", arguments: ["nowhere/out.png", "file/out.png", "file/deep/"])
  func unwritable(out: String) throws {
    try folder.add(as: "a.jpg")
    try folder.write([1], to: "file")
    let outcome = try Program.cutout(["a.jpg", "-o", out], in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("error: "))
    #expect(try folder.files() == ["a.jpg", "file"])
  }

  @Test("A folder that refuses new files")
  func refusingFolder() throws {
    try folder.add(as: "a.jpg")
    try FileManager.default.createDirectory(
      atPath: folder.url.path + "/locked", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o555])
    // For root every folder is writable, but for those that the kernel makes up.
    let out = geteuid() == 0 ? "/proc/a.png" : "locked/a.png"
    let outcome = try Program.cutout(["a.jpg", "-o", out], in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("error: \(out): cannot write: "))
    #expect(try folder.files() == ["a.jpg"])
  }

  @Test("A full disk leaves nothing behind")
  func fullDisk() throws {
    try folder.write([], to: "disk/.keep")
    let mount = try Program.shell("mount -t tmpfs -o size=4k tmpfs disk", in: folder.url)
    guard mount.status == 0 else {
      print("not tried: no permission to mount a small disk")
      return
    }
    defer { _ = try? Program.shell("umount disk", in: folder.url) }
    // Noise, which cannot be made small.
    var noise = TestPicture(width: 200, height: 200).pixels()
    var state: UInt32 = 1
    noise.withMutableView { view in
      for y in 0..<view.height {
        for x in 0..<view.width * 3 where x % 3 == 2 {
          state = state &* 1_664_525 &+ 1_013_904_223
          view.row(y)[x] = UInt8(truncatingIfNeeded: state >> 24)
        }
      }
    }
    try folder.write(PhotoEncoder(format: .png).encode(noise), to: "a.png")
    let outcome = try Program.cutout(
      ["a.png", "-o", "disk/a.png", "--background", "blur"], in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("disk/a.png: cannot write: No space left on device"))
    #expect(try folder.files() == ["a.png"])
  }

  @Test(
    "Wrong usage is told with a hint and status 2",
    arguments: [
      [], ["--nope", "a.jpg"], ["a.jpg", "--grow", "much"], ["a.jpg", "--quality", "0"],
      ["a.jpg", "--threshold", "2"], ["a.jpg", "--mask", "--background", "white"],
      ["a.jpg", "--crop=-3"], ["a.jpg", "--crop=much"], ["a.jpg", "--jobs", "0"],
      ["a.jpg", "--threads", "-1"],
      ["a.jpg", "--overwrite", "--skip-existing"], ["a.jpg", "--background", "#12"],
      ["a.jpg", "--feather", "3:left"], ["a.jpg", "--format", "gif"], ["a.jpg", "-o", "a.gif"],
      ["a.jpg", "--isa", "mmx"], ["a.jpg", "--subject", "0"], ["a.jpg", "--subject", "-1"],
      ["a.jpg", "--subject", "abc"], ["a.jpg", "--subject", "1.5,2"], ["a.jpg", "--subject", "3,"],
      ["a.jpg", "--clean=-1"], ["a.jpg", "--clean=much"], ["a.jpg", "--clean=101%"],
    ])
  func usage(arguments: [String]) throws {
    try folder.add(as: "a.jpg")
    let outcome = try Program.run(["cutout"] + arguments, in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("error: "))
    #expect(outcome.errors.contains("\nhint: "))
    #expect(outcome.output.isEmpty)
    #expect(try folder.files() == ["a.jpg"])
  }

  @Test("A background or network that cannot be used ends the run before it begins")
  func brokenResources() throws {
    try folder.add(as: "a.jpg")
    try folder.write(Array("text".utf8), to: "text")
    for arguments in [
      ["--background", "wite"], ["--background", "text"], ["--model", "generl"],
      ["--model", "text"],
    ] {
      let outcome = try Program.run(["cutout", "a.jpg"] + arguments, in: folder.url)
      #expect(outcome.status == 2)
      #expect(outcome.errors.hasPrefix("error: "))
      #expect(try folder.files() == ["a.jpg", "text"])
    }
  }

  /// A PNG whose header is sound and whose pixels would take 13 GB.
  private func headerBomb() -> [UInt8] {
    let header: [UInt8] = [
      0x49, 0x48, 0x44, 0x52, 0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 8, 2, 0, 0, 0,
    ]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + header
      + bigEndian(crc32(header)) + [0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54]
      + bigEndian(crc32(Array("IDAT".utf8)))
  }

  private func bigEndian(_ value: UInt32) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  private func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in (crc >> 1) ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }
}
