import Foundation
import SilhouetteImaging
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("cutout: orientation and confident cores")
struct OrientationTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// The matte of `photo` by the open network `wide`, which asks for 64x32.
  private func mask(of photo: String, _ options: String...) throws -> [UInt8] {
    let outcome = try Program.run(
      ["cutout", photo, "--model", "wide", "--mask", "--refine", "off", "-o", "-"] + options,
      in: folder.url)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return Array(outcome.output)
  }

  @Test("A network of open size is turned for photos that stand, and for all when told")
  func turning() throws {
    try folder.addExport("wide", width: 64, height: 32)
    let person = PixelRect(x: 17, y: 13, width: 19, height: 23)
    try folder.add(TestPicture(width: 97, height: 51, person: person), as: "lies.png")
    try folder.add(TestPicture(width: 51, height: 97, person: person), as: "stands.png")
    for (photo, isTurned) in [("lies.png", false), ("stands.png", true)] {
      let lying = try mask(of: photo, "--input-shape", "64x32")
      let upright = try mask(of: photo, "--input-shape", "32x64")
      #expect(lying != upright)
      #expect(try mask(of: photo) == (isTurned ? upright : lying))
      #expect(try mask(of: photo, "--upright") == upright)
      #expect(try mask(of: photo, "--upright", "--input-shape", "64x32") == upright)
    }
  }

  @Test("A network of fixed size cannot be turned, and says so before anything is written")
  func fixedSize() throws {
    try folder.add(TestPicture(width: 48, height: 64), as: "stands.png")
    let outcome = try Program.run(
      ["cutout", "stands.png", "--model", "landscape", "--upright"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains("--upright: the input of landscape has a fixed size of 256x144"))
    #expect(try folder.files() == ["stands.png"])
  }

  @Test("--post-process drops faint regions without a confident core")
  func cores() throws {
    // Of a red that the network takes for a person with 0.7.
    var picture = TestPicture(width: 64, height: 64).pixels()
    picture.withMutableView { view in
      for y in 44..<60 {
        for x in 44..<60 { view.row(y)[x * 3 + 1] = 12 }
        for x in 44..<60 { view.row(y)[x * 3] = 125 }
      }
    }
    try folder.add(picture, as: "photo.png")
    for (options, faint) in [([], 100...255), (["--post-process"], 0...5)] {
      let outcome = try Program.cutout(
        ["photo.png", "-o", "mask.png", "--mask", "--force"] + options, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let mask = try folder.picture("mask.png").pixels
      #expect(mask.pixel(28, 24)[0] >= 250)
      #expect(faint.contains(Int(mask.pixel(52, 52)[0])), "\(mask.pixel(52, 52))")
      #expect(mask.pixel(4, 60)[0] <= 5)
    }
  }
}
