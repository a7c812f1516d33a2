import Foundation
import SilhouetteImaging
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("cutout: what results look like")
struct PictureTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Well inside the person of ``TestPicture``, and well outside.
  private let inside = (x: 28, y: 24)
  private let outside = (x: 58, y: 4)

  private func result(_ arguments: [String], out: String = "out.png") throws -> Photo {
    if try folder.files().isEmpty { try folder.add(as: "a.png") }
    let outcome = try Program.cutout(["a.png", "-o", out, "--force"] + arguments, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try folder.picture(out)
  }

  @Test(
    "An opaque background gives an opaque file",
    arguments: [
      ("white", [255, 255, 255]), ("#102030", [16, 32, 48]), ("blur", [128, 128, 128]),
      ("blur:10%", [128, 128, 128]), ("blur:4", [128, 128, 128]), ("beach.png", [128, 128, 128]),
    ] as [(String, [UInt8])])
  func backgrounds(background: String, color: [UInt8]) throws {
    try folder.add(as: "a.png")
    try folder.add(TestPicture(width: 20, height: 20, person: nil), as: "beach.png")
    for out in ["out.png", "out.webp", "out.jpg"] {
      let pixels = try result(["--background", background], out: out).pixels
      #expect(pixels.format == .rgb8)
      #expect(
        isNear(pixels.pixel(outside.x, outside.y), color, tolerance: out == "out.png" ? 1 : 8))
      #expect(
        isNear(
          pixels.pixel(inside.x, inside.y), [220, 20, 20], tolerance: out == "out.png" ? 1 : 12))
    }
  }

  @Test("A background picture covers, is contained or stretched")
  func fit() throws {
    try folder.add(as: "a.png")
    // Twice as wide as high, red on its left side.
    try folder.add(
      TestPicture(width: 80, height: 20, person: PixelRect(x: 0, y: 0, width: 16, height: 20)),
      as: "wide.png")
    func corner(_ fit: String) throws -> [UInt8] {
      try result(["--background", "wide.png", "--fit", fit]).pixels.pixel(1, 24)
    }
    #expect(isNear(try corner("cover"), [128, 128, 128], tolerance: 2))
    #expect(isNear(try corner("stretch"), [220, 20, 20], tolerance: 2))
    let contained = try result(["--background", "wide.png", "--fit", "contain"]).pixels
    #expect(contained.pixel(60, 2) == [0, 0, 0])
  }

  @Test("JPEG without a background gets white, and says so")
  func jpegIsWhite() throws {
    try folder.add(as: "a.png")
    let outcome = try Program.cutout(["a.png", "-o", "a.jpg"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("warning: jpeg holds no transparency: the background is white"))
    let pixels = try folder.picture("a.jpg").pixels
    #expect(isNear(pixels.pixel(outside.x, outside.y), [255, 255, 255], tolerance: 4))
  }

  @Test("--mask writes the matte as grey PNG")
  func mask() throws {
    _ = try result(["--mask"])
    let header = try folder.bytes(of: "out.png").prefix(26)
    // Bit depth 8, colour type 0.
    #expect(header.suffix(2) == [8, 0])
    let pixels = try folder.picture("out.png").pixels
    #expect(isNear(pixels.pixel(inside.x, inside.y), [255, 255, 255], tolerance: 1))
    #expect(isNear(pixels.pixel(outside.x, outside.y), [0, 0, 0], tolerance: 1))
  }

  @Test("--foreground photo keeps the photo's colours where anything of it is seen")
  func foreground() throws {
    try folder.add(as: "a.png")
    let photo = try folder.picture("a.png").pixels
    let kept = try result(["--foreground", "photo"]).pixels
    let estimated = try result(["--foreground", "estimated"]).pixels
    let places = (0..<photo.height).flatMap { y in (0..<photo.width).map { (x: $0, y: y) } }
    var differing = 0
    for place in places where kept.pixel(place.x, place.y)[3] > 0 {
      let color = kept.pixel(place.x, place.y)[..<3]
      #expect(color == photo.pixel(place.x, place.y)[..<3])
      #expect(estimated.pixel(place.x, place.y)[3] == kept.pixel(place.x, place.y)[3])
      if estimated.pixel(place.x, place.y)[..<3] != color { differing += 1 }
    }
    #expect(differing > 0)
    #expect(try result([]).pixels.pixel(20, 20) == estimated.pixel(20, 20))
    let wrong = try Program.cutout(["a.png", "--foreground", "own"], in: folder)
    #expect(wrong.status != 0 && wrong.errors.contains("estimated"))
  }

  @Test("--threshold makes hard edges")
  func threshold() throws {
    let soft = try grays(result(["--mask"]))
    let hard = try grays(result(["--mask", "--threshold", "0.5"]))
    #expect(Set(hard) == [0, 255])
    #expect(Set(soft).count > 2)
  }

  @Test("--grow moves the edge by a signed length")
  func grow() throws {
    func area(_ arguments: [String]) throws -> Int {
      try grays(result(["--mask", "--threshold", "0.5"] + arguments)).count { $0 >= 128 }
    }
    let plain = try area([])
    #expect(try area(["--grow", "3"]) > plain + 150)
    #expect(try area(["--grow", "-3"]) < plain - 150)
    #expect(try area(["--grow=-3"]) == area(["--grow", "-3"]))
    // 6.25 % of the short side of 48.
    #expect(try area(["--grow", "6.25%"]) == area(["--grow", "3px"]))
  }

  @Test("--feather softens on the side it is told")
  func feather() throws {
    func values(_ side: String) throws -> [UInt8] {
      try grays(result(["--mask", "--threshold", "0.5", "--feather", "6:\(side)"]))
    }
    let hard = try grays(result(["--mask", "--threshold", "0.5"]))
    let (inner, outer, both) = (try values("in"), try values("out"), try values("both"))
    #expect(zip(hard, inner).allSatisfy { $0 >= $1 })
    #expect(zip(hard, outer).allSatisfy { $0 <= $1 })
    for soft in [inner, outer, both] { #expect(soft.contains { (64..<192).contains($0) }) }
  }

  @Test(
    "--crop keeps the person and its margin",
    arguments: [([], 0), (["5"], 5), (["12.5%"], 6)] as [([String], Int)])
  func crop(margin: [String], pixels: Int) throws {
    try folder.add(as: "a.png")
    // The photo behind the option is no margin.
    let outcome = try Program.cutout(
      ["--report", "-", "-o", "out.png", "--crop"] + margin + ["a.png"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let joined = margin.map { "--crop=\($0)" }
    if !joined.isEmpty {
      #expect(
        try Program.cutout(["-o", "joined.png", "a.png"] + joined + ["--mask"], in: folder).status
          == 0)
      let (one, other) = (try folder.picture("out.png"), try folder.picture("joined.png"))
      #expect(one.pixels.width == other.pixels.width && one.pixels.height == other.pixels.height)
    }
    let box = try #require(try outcome.objects().first?["bounding_box"] as? [String: Int])
    let result = try folder.picture("out.png").pixels
    #expect(result.width == box["width"]! + 2 * pixels)
    #expect(result.height == box["height"]! + 2 * pixels)
    #expect((20...28).contains(box["width"]!))
    #expect(result.alpha(pixels + 4, pixels + 4) == 255)
  }

  @Test("The photo's size, depth and format come out as asked")
  func depthAndFormat() throws {
    try folder.add(TestPicture(format: .rgb16), as: "deep.png")
    #expect(try Program.cutout(["deep.png"], in: folder).status == 0)
    #expect(try folder.picture("deep-cutout.png").pixels.format == .rgba16)
    #expect(try Program.cutout(["deep.png", "--format", "webp"], in: folder).status == 0)
    #expect(try folder.picture("deep-cutout.webp").format == .webp)
    #expect(
      try Program.cutout(["deep.png", "-o", "wrong.png", "--format", "jpeg"], in: folder).status
        == 0)
    #expect(try folder.picture("wrong.png").format == .jpeg)
  }

  @Test("Quality and effort change the file, not its size in pixels")
  func qualityAndEffort() throws {
    let picture = TestPicture(width: 300, height: 300)
    try folder.add(picture, as: "a.png")
    func size(_ out: String, _ arguments: [String]) throws -> Int {
      _ = try result(arguments, out: out)
      return try folder.bytes(of: out).count
    }
    #expect(
      try size("o.jpg", ["--background", "blur", "--quality", "20"])
        < size("o.jpg", ["--background", "blur", "--quality", "95"]))
    #expect(try size("o.png", ["--effort", "small"]) <= size("o.png", ["--effort", "fast"]))
  }

  @Test("Threads and jobs change nothing in the result")
  func threadsAreInvisible() throws {
    for name in ["in/a.png", "in/b.png", "in/c.png"] {
      try folder.add(TestPicture(width: 90), as: name)
    }
    var results: Set<[UInt8]> = []
    for (number, arguments) in [
      ["--threads", "1"], ["--threads", "2"], ["--jobs", "3", "--threads", "5"],
    ].enumerated() {
      #expect(
        try Program.cutout(["in", "-o", "out\(number)/"] + arguments, in: folder).status == 0)
      for name in ["a", "b", "c"] {
        results.insert(try folder.bytes(of: "out\(number)/\(name).png"))
      }
    }
    #expect(results.count == 1)
  }

  @Test("The instruction set is chosen by option or environment, and a wrong one is refused")
  func instructionSets() throws {
    try folder.add(as: "a.png")
    for (number, arguments) in [["--isa", "plain"], []].enumerated() {
      let outcome = try Program.cutout(
        ["a.png", "-o", "\(number).png"] + arguments, in: folder,
        environment: ["SILHOUETTE_ISA": arguments.isEmpty ? "plain" : "nonsense"])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(try folder.bytes(of: "0.png") == folder.bytes(of: "1.png"))
    let wrong = try Program.cutout(["a.png"], in: folder, environment: ["SILHOUETTE_ISA": "mmx"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("error: SILHOUETTE_ISA: there is no 'mmx'\nhint: known: plain"))
  }

  @Test("The network inside and its refinement cut out too")
  func embeddedNetwork() throws {
    try folder.add(as: "a.jpg")
    for model in ["general", "landscape"] {
      let outcome = try Program.run(
        ["cutout", "a.jpg", "-o", "\(model).png", "--model", model, "--refine", "fine"],
        in: folder.url)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try folder.picture("\(model).png").pixels.format == .rgba8)
    }
  }

  private func grays(_ photo: Photo) -> [UInt8] {
    photo.pixels.withView { view in
      (0..<view.height).flatMap { y in
        let row = view.row(y)
        return stride(from: 0, to: row.count, by: view.format.bytesPerPixel).map { row[$0] }
      }
    }
  }

  private func isNear(_ color: [UInt8], _ expected: [UInt8], tolerance: Int) -> Bool {
    color.count == expected.count
      && zip(color, expected).allSatisfy { abs(Int($0) - Int($1)) <= tolerance }
  }
}
