import Foundation
import SilhouetteImaging
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("cutout: who stays, and cleaning")
struct SubjectCommandTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    // The larger person on the left, the smaller one on the right.
    var picture = TestPicture(width: 64, height: 64, person: left).pixels()
    picture.withMutableView { view in
      for y in right.y..<right.y + right.height {
        for x in right.x..<right.x + right.width {
          for (channel, value) in [UInt8(220), 20, 20].enumerated() {
            view.row(y)[x * 3 + channel] = value
          }
        }
      }
    }
    try folder.add(picture, as: "two.png")
  }

  private let left = PixelRect(x: 4, y: 8, width: 24, height: 48)
  private let right = PixelRect(x: 44, y: 20, width: 12, height: 24)

  /// The matte's values in the middles of the left and the right person, and the sum of all.
  private func mask(_ options: [String]) throws -> (left: UInt8, right: UInt8, sum: Int) {
    let outcome = try Program.cutout(
      ["two.png", "-o", "mask.png", "--mask", "--force"] + options, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let mask = try folder.picture("mask.png").pixels
    var sum = 0
    for y in 0..<64 { for x in 0..<64 { sum += Int(mask.pixel(x, y)[0]) } }
    return (mask.pixel(16, 32)[0], mask.pixel(50, 32)[0], sum)
  }

  @Test(
    "One of two people stays",
    arguments: [
      ("all", true, true), ("largest", true, false), ("1", true, false), ("2", false, true),
      ("50,32", false, true), ("16,32", true, false), ("78%,50%", false, true),
      ("25%,32", true, false),
    ])
  func choice(subject: String, left: Bool, right: Bool) throws {
    let found = try mask(["--subject", subject])
    #expect((found.left > 200) == left && (found.right > 200) == right)
    #expect(left || found.left == 0)
    #expect(right || found.right == 0)
  }

  @Test("Both halves together are the whole, soft edges included")
  func halves() throws {
    let sums = try ["all", "1", "2"].map { try mask(["--subject", $0]).sum }
    #expect(sums[0] - sums[1] - sums[2] <= sums[0] / 50 && sums[1] + sums[2] <= sums[0])
  }

  @Test(
    "Who is not there fails that photo alone, with where the parts are",
    arguments: [
      ("3", "two.png: there is no part 3: there are 2 parts, largest first: 1 is "),
      ("36,2", "two.png: nobody is at 36,2: there are 2 parts"),
      ("9999,9999", "two.png: the point 9999,9999 is outside the picture of 64x64 pixels"),
    ])
  func missing(subject: String, words: String) throws {
    let outcome = try Program.cutout(["two.png", "--subject", subject], in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try folder.files() == ["two.png"])
  }

  @Test("Photos with nobody are left out before somebody is looked for")
  func skipsEmpty() throws {
    try folder.add(TestPicture(person: nil), as: "empty.png")
    let outcome = try Program.cutout(
      ["empty.png", "--subject", "2", "--skip-empty"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try Program.cutout(["empty.png", "--subject", "2"], in: folder).status == 1)
    #expect(try Program.cutout(["empty.png", "--subject", "largest"], in: folder).status == 0)
  }

  @Test("The report lists the parts that can be chosen, and what was kept")
  func report() throws {
    let outcome = try Program.cutout(
      ["two.png", "--report", "-", "-o", "out.png", "--subject", "2"], in: folder)
    let line = try #require(try outcome.objects().first)
    let parts = try #require(line["parts"] as? [[String: Any]])
    #expect(line["part_count"] as? Int == 2)
    #expect(parts.map { $0["index"] as? Int } == [1, 2])
    let shares = parts.compactMap { $0["share"] as? Double }
    #expect(abs(shares[0] - 24 * 48 / 4096) < 0.05 && abs(shares[1] - 12 * 24 / 4096) < 0.04)
    let kept = try #require(line["bounding_box"] as? [String: Int])
    #expect(kept == parts[1]["bounding_box"] as? [String: Int])
  }

  @Test("--clean drops what is smaller, and keeps the default small")
  func clean() throws {
    #expect(try mask(["--clean"]).right > 200)
    #expect(try mask(["--clean", "100"]).right > 200)
    let bySize = try mask(["--clean", "800"])
    let byShare = try mask(["--clean=20%"])
    #expect(bySize.right == 0 && byShare.right == 0)
    #expect(bySize.left > 200 && byShare.left > 200)
  }

  @Test("Threshold, subject, clean, grow and feather work together, in this order")
  func order() throws {
    // Grown first, both would be one.
    let grown = try mask(["--grow", "12", "--subject", "2"])
    #expect(grown.right > 200 && grown.left == 0)
    let hard = try mask(["--feather", "4", "--threshold", "0.5", "--subject", "largest", "--clean"])
    #expect(hard.left == 255 && hard.right == 0 && hard.sum % 255 != 0)
  }
}
