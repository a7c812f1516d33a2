import Foundation
import SilhouetteImaging
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

@Suite("cutout: how person and background mix")
struct CompositionTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.add(as: "a.png")
  }

  private func result(_ arguments: String...) throws -> PixelBuffer {
    let outcome = try Program.cutout(["a.png", "-o", "out.png", "--force"] + arguments, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try folder.picture("out.png").pixels
  }

  @Test("Soft edges over white are mixed as documented, by numbers or in linear light")
  func formula() throws {
    let photo = try folder.picture("a.png").pixels
    let alpha = try result("--mask")
    let plain = try result("--background", "white", "--foreground", "photo")
    let linear = try result("--background", "white", "--foreground", "photo", "--linear")
    var softCount = 0
    for y in 0..<photo.height {
      for x in 0..<photo.width {
        let a = Int(alpha.pixel(x, y)[0])
        if a > 0, a < 255 { softCount += 1 }
        for channel in 0..<3 {
          let color = Int(photo.pixel(x, y)[channel])
          let nearest = (2 * (a * color + (255 - a) * 255) + 255) / 510
          #expect(Int(plain.pixel(x, y)[channel]) == nearest)
          let share = Double(a) / 255
          let mixed = encoded(share * light(Double(color) / 255) + 1 - share) * 255
          #expect(abs(Double(linear.pixel(x, y)[channel]) - mixed) <= 0.51)
        }
      }
    }
    #expect(softCount > 50)
  }

  @Test("--linear reaches pictures and blur")
  func everyBackground() throws {
    // Stripes, so that averages of numbers and of light differ.
    var stripes = TestPicture().pixels()
    stripes.withMutableView { view in
      for y in stride(from: 0, to: view.height, by: 2) {
        for x in 0..<view.width where view.row(y)[3 * x] == 128 {
          for channel in 0..<3 { view.row(y)[3 * x + channel] = 255 }
        }
      }
    }
    try folder.add(stripes, as: "a.png")
    for background in ["blur:6", "a.png"] {
      let plain = try result("--background", background)
      let linear = try result("--background", background, "--linear")
      func sum(_ pixels: PixelBuffer) -> Int {
        pixels.withView { view in
          (0..<view.height).reduce(0) { $0 + view.row($1).reduce(0) { $0 + Int($1) } }
        }
      }
      #expect(sum(linear) > sum(plain))
    }
  }

  @Test("--linear is refused where nothing is mixed", arguments: [["--mask"], []])
  func refusal(arguments: [String]) throws {
    let outcome = try Program.cutout(
      ["a.png", "-o", "out.png", "--linear"] + arguments, in: folder)
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("--linear"))
    #expect(try folder.files() == ["a.png"])
    // JPEG has a white background then.
    #expect(try Program.cutout(["a.png", "-o", "a.jpg", "--linear"], in: folder).status == 0)
  }

  /// IEC 61966-2-1.
  private func light(_ value: Double) -> Double {
    value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private func encoded(_ light: Double) -> Double {
    light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  }
}
