import Foundation
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("cutout: where results go")
struct PlacementTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test("One photo becomes a PNG with alpha at full size beside it")
  func besideInput() throws {
    try folder.add(as: "photo.jpg")
    let outcome = try Program.cutout(["photo.jpg"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors == "photo.jpg -> photo-cutout.png\n")
    #expect(try folder.files() == ["photo-cutout.png", "photo.jpg"])
    let picture = try folder.picture("photo-cutout.png")
    #expect(picture.format == .png)
    #expect(picture.pixels.format == .rgba8)
    #expect((picture.pixels.width, picture.pixels.height) == (64, 48))
    #expect(picture.pixels.alpha(28, 24) == 255)
    #expect(picture.pixels.pixel(2, 2) == [0, 0, 0, 0])
  }

  @Test("A folder keeps its structure and order, without a suffix", arguments: ["out/", "out"])
  func folders(out: String) throws {
    for name in ["in/b.jpg", "in/a.png", "in/deep/er/c.webp"] { try folder.add(as: name) }
    try folder.write(Array("no picture".utf8), to: "in/notes.txt")
    try folder.write(Array("hidden".utf8), to: "in/.hidden.jpg")
    try folder.write(Array("hidden".utf8), to: "in/._b.jpg")
    let outcome = try Program.cutout(["in", "-o", out, "--report", "-"], in: folder)
    #expect(outcome.status == 0)
    #expect(
      try folder.files().filter { $0.hasPrefix("out") }
        == ["out/a.png", "out/b.png", "out/deep/er/c.png"])
    let inputs = try outcome.objects().compactMap { $0["input"] as? String }
    #expect(inputs == ["in/a.png", "in/b.jpg", "in/deep/er/c.webp"])
  }

  @Test("Without -o a folder's results stand beside its photos, and are no photos the next time")
  func folderBesideInputs() throws {
    try folder.add(as: "in/a.jpg")
    try folder.add(as: "in/deep/b.jpg")
    for _ in 0..<2 {
      #expect(try Program.cutout(["in", "--overwrite"], in: folder).status == 0)
      #expect(
        try folder.files()
          == ["in/a-cutout.png", "in/a.jpg", "in/deep/b-cutout.png", "in/deep/b.jpg"])
    }
  }

  @Test("A results folder inside the photo folder is not taken for photos")
  func resultsInside() throws {
    try folder.add(as: "in/a.jpg")
    for _ in 0..<2 {
      #expect(try Program.cutout(["in", "-o", "in/out/", "--force"], in: folder).status == 0)
    }
    #expect(try folder.files() == ["in/a.jpg", "in/out/a.png"])
  }

  @Test("Links are followed, but not in circles")
  func links() throws {
    try folder.add(as: "in/a.jpg")
    try folder.add(as: "elsewhere/b.jpg")
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: folder.url.path + "/in/loop", withDestinationPath: folder.url.path + "/in")
    try files.createSymbolicLink(
      atPath: folder.url.path + "/in/other", withDestinationPath: "../elsewhere")
    #expect(try Program.cutout(["in", "-o", "out/"], in: folder).status == 0)
    #expect(
      try folder.files().filter { $0.hasPrefix("out") } == ["out/a.png", "out/other/b.png"])
  }

  @Test("Several photos go into a folder, made if need be")
  func severalPhotos() throws {
    try folder.add(as: "a.jpg")
    try folder.add(as: "b.png")
    #expect(try Program.cutout(["a.jpg", "b.png", "-o", "new/deep"], in: folder).status == 0)
    #expect(
      try folder.files().filter { $0.hasPrefix("new") } == ["new/deep/a.png", "new/deep/b.png"])
  }

  @Test("Results that would meet are refused before the first one is written")
  func collisions() throws {
    for name in ["in/0.jpg", "in/a.jpg", "in/a.png"] { try folder.add(as: name) }
    for arguments in [["in"], ["in", "-o", "out/"]] {
      let outcome = try Program.cutout(arguments, in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("in/a.jpg and in/a.png would both become"))
      #expect(try folder.files() == ["in/0.jpg", "in/a.jpg", "in/a.png"])
    }
  }

  @Test("Results that are there are refused, skipped or replaced, as asked")
  func existing() throws {
    try folder.add(as: "a.jpg")
    try folder.add(as: "b.jpg")
    try folder.write([1, 2, 3], to: "a-cutout.png")
    let refused = try Program.cutout(["a.jpg", "b.jpg"], in: folder)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("error: a-cutout.png: is there already"))
    #expect(refused.errors.contains("hint: "))
    #expect(try folder.files() == ["a-cutout.png", "a.jpg", "b.jpg"])

    let skipped = try Program.cutout(
      ["a.jpg", "b.jpg", "--skip-existing", "--report", "-"], in: folder)
    #expect(skipped.status == 0)
    #expect(try folder.bytes(of: "a-cutout.png") == [1, 2, 3])
    #expect(try skipped.objects().map { $0["status"] as? String } == ["exists", "written", nil])

    #expect(try Program.cutout(["a.jpg", "b.jpg", "--overwrite"], in: folder).status == 0)
    #expect(try folder.picture("a-cutout.png").pixels.width == 64)
    #expect(try Program.cutout(["a.jpg", "--force"], in: folder).status == 0)
  }

  @Test(
    "An input is never written over, under whatever name",
    arguments: ["a.png", "hard.png", "soft.png", "./x/../a.png"])
  func inputsAreSafe(out: String) throws {
    try folder.add(as: "a.png")
    try folder.write([], to: "x/empty")
    let path = folder.url.path
    try FileManager.default.linkItem(atPath: path + "/a.png", toPath: path + "/hard.png")
    try FileManager.default.createSymbolicLink(
      atPath: path + "/soft.png", withDestinationPath: "a.png")
    let before = try folder.bytes(of: "a.png")
    let outcome = try Program.cutout(["a.png", "-o", out, "--overwrite"], in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("would be written over the input a.png"))
    #expect(try folder.bytes(of: "a.png") == before)
  }

  @Test("The background, the network and the report are as safe as the photos")
  func otherInputsAreSafe() throws {
    try folder.add(as: "a.jpg")
    try folder.add(as: "beach.png")
    let before = try folder.bytes(of: "beach.png")
    let background = try Program.cutout(
      ["a.jpg", "--background", "beach.png", "-o", "beach.png", "--force"], in: folder)
    #expect(background.status == 2)
    #expect(try folder.bytes(of: "beach.png") == before)
    let photo = try folder.bytes(of: "a.jpg")
    let report = try Program.cutout(["a.jpg", "--report", "a.jpg", "--force"], in: folder)
    #expect(report.status == 2)
    #expect(try folder.bytes(of: "a.jpg") == photo)
  }

  @Test("A photo from standard input goes to standard output, and nothing else does")
  func standardStreams() throws {
    try folder.add(as: "a.jpg")
    let photo = Data(try folder.bytes(of: "a.jpg"))
    for arguments in [["-"], ["-", "-o", "-"]] {
      let outcome = try Program.cutout(arguments, in: folder, input: photo)
      #expect(outcome.status == 0)
      #expect(try PhotoDecoder.decode(Array(outcome.output), name: "out").pixels.format == .rgba8)
    }
    let jpeg = try Program.cutout(["a.jpg", "-o", "-", "--format", "jpeg"], in: folder)
    #expect(try PhotoDecoder.decode(Array(jpeg.output), name: "out").format == .jpeg)
    let named = try Program.cutout(["-", "-o", "x.webp"], in: folder, input: photo)
    #expect(named.status == 0)
    #expect(try folder.picture("x.webp").format == .webp)
  }

  @Test("Standard output takes one thing only")
  func standardOutputConflicts() throws {
    try folder.add(as: "a.jpg")
    try folder.add(as: "b.jpg")
    for arguments in [
      ["a.jpg", "b.jpg", "-o", "-"], ["a.jpg", "-o", "-", "--report", "-"], ["-", "a.jpg"],
    ] {
      let outcome = try Program.cutout(arguments, in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
    }
  }

  @Test(
    "Names of all kinds work",
    arguments: [
      "a b.jpg", "ünï 日本 😀.jpg", "-dash.jpg", "new\nline.jpg", "quote\"'\\.jpg", "%s.jpg",
    ])
  func oddNames(name: String) throws {
    try folder.add(as: name)
    let outcome = try Program.cutout(["--report", "-", "--", name], in: folder)
    #expect(outcome.status == 0)
    let stem = name.dropLast(4)
    #expect(try folder.files().sorted() == [name, "\(stem)-cutout.png"].sorted())
    #expect(try outcome.objects().first?["input"] as? String == name)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("Names that are not UTF-8 work, on the command line and in folders")
  func namesThatAreNotText() throws {
    try folder.add(as: "in/a.jpg")
    let script = """
      mv in/a.jpg in/$'caf\\xe9.jpg' && "$silhouette" cutout --model '\(folder.model)' \
        --refine off in -o out/ --report - && "$silhouette" cutout --model '\(folder.model)' \
        --refine off in/$'caf\\xe9.jpg' 2>/dev/null \
        && test -s out/$'caf\\xe9.png' && test -s in/$'caf\\xe9-cutout.png' && echo both
      """
    let outcome = try Program.shell(script, in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.text.hasSuffix("both\n"))
    #expect(outcome.text.contains(#""input_bytes": "696e2f636166e92e6a7067""#))
    #expect(outcome.errors.contains(#"in/caf\xe9.jpg -> out/caf\xe9.png"#))
  }
}
