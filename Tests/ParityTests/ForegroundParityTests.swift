import SilhouetteImaging
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

/// Cut-outs of people whose alpha and colours are known, over photos without people.
@Suite struct ForegroundParityTests {
  /// The photo's own colours score 2.7 here, pymatting's estimate of the same paper 0.35.
  @Test("With the true alpha the person's colours are found", .enabled(if: SharedData.isHere))
  func trueAlpha() throws {
    var (sums, pictures) = ((estimated: 0.0, photo: 0.0), 0.0)
    for name in ["22fc0130", "819ea202", "bc5cfad1", "bd6af989", "d684dae3"] {
      let person = try picture("alpha/p_\(name).png")
      for background in ["leuven", "dune", "garden", "motorcycle"] {
        let composite = KnownComposite(
          person, over: try picture("photos/person_free/\(background).jpg"))
        sums.estimated += try composite.colorError(.estimated)
        sums.photo += try composite.colorError(.photo)
        pictures += 1
      }
    }
    let scores = (estimated: 100 * sums.estimated / pictures, photo: 100 * sums.photo / pictures)
    print("colour error of 20 composites: \(scores.estimated), the photo's \(scores.photo)")
    #expect(scores.estimated <= 0.31)
    #expect(scores.estimated <= scores.photo / 8)
  }

  private func picture(_ path: String) throws -> PixelBuffer {
    try PhotoDecoder.decode(SharedData.bytes(path), name: path).pixels
  }
}

/// A cut-out over a background.
private struct KnownComposite {
  let person: PixelBuffer
  let photo: PixelBuffer
  let alpha: PixelBuffer

  /// - Parameter person: RGBA of eight bits.
  init(_ person: PixelBuffer, over background: PixelBuffer) {
    let (width, height) = (person.width, person.height)
    let behind = Self.covering(background, width: width, height: height)
    var photo = PixelBuffer(width: width, height: height, format: .rgb8)
    var alpha = PixelBuffer(width: width, height: height, format: .gray8)
    photo.withMutableView { photo in
      alpha.withMutableView { alpha in
        person.withView { person in
          for y in 0..<height {
            let (source, row) = (person.row(y), photo.row(y))
            for x in 0..<width {
              alpha.row(y)[x] = source[4 * x + 3]
              let share = Float(source[4 * x + 3]) / 255
              for channel in 0..<3 {
                let back = behind[(y * width + x) * 3 + channel]
                let mixed = share * Float(source[4 * x + channel]) + (1 - share) * back
                row[3 * x + channel] = UInt8(min(mixed + 0.5, 255))
              }
            }
          }
        }
      }
    }
    (self.person, self.photo, self.alpha) = (person, photo, alpha)
  }

  /// The top left of a background that is stretched until it covers the frame: 0…255.
  private static func covering(_ background: PixelBuffer, width: Int, height: Int) -> [Float] {
    let scale = max(
      Double(height) / Double(background.height), Double(width) / Double(background.width))
    let wide = Int((Double(background.width) * scale).rounded(.up))
    let high = Int((Double(background.height) * scale).rounded(.up))
    var whole = [Float](repeating: 0, count: wide * high * 3)
    background.withView { view in
      PictureSampler(
        sourceWidth: view.width, sourceHeight: view.height, width: wide, height: high
      ).sample(view, ColorTransform(), into: &whole, workers: .callerOnly)
    }
    return (0..<height).flatMap { y in
      (0..<width * 3).map { (whole[y * wide * 3 + $0] * 255).rounded() }
    }
  }

  /// The mean of `a · |colour − true colour|`, 0…1, over soft pixels and five around them.
  func colorError(_ foreground: ForegroundColors) throws -> Double {
    let cut = try photo.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, foreground: foreground, workers: .callerOnly)
    }
    let isSoft = softPixels()
    var (sum, count) = (0, 0)
    person.withView { truth in
      cut.withView { found in
        for y in 0..<truth.height {
          let (truth, found) = (truth.row(y), found.row(y))
          for x in 0..<person.width where truth[4 * x + 3] > 0 && isSoft[y * person.width + x] {
            for channel in 0..<3 {
              let error = abs(Int(found[4 * x + channel]) - Int(truth[4 * x + channel]))
              sum += Int(truth[4 * x + 3]) * error
            }
            count += 3
          }
        }
      }
    }
    return Double(sum) / 255 / 255 / Double(max(count, 1))
  }

  private func softPixels() -> [Bool] {
    let (width, height) = (alpha.width, alpha.height)
    var result = [Bool](repeating: false, count: width * height)
    alpha.withView { alpha in
      for y in 0..<height {
        let row = alpha.row(y)
        for x in 0..<width where row[x] > 5 && row[x] < 250 {  // 0.02…0.98
          for near in max(y - 5, 0)...min(y + 5, height - 1) {
            for place in max(x - 5, 0)...min(x + 5, width - 1) {
              result[near * width + place] = true
            }
          }
        }
      }
    }
    return result
  }
}
