import SilhouetteImaging
import Testing

@testable import SilhouetteMedia

@Suite("PNG with a palette")
struct IndexedPNGTests {
  private let palette: [UInt8] = (0..<256).flatMap { index -> [UInt8] in
    [UInt8(255 - index), UInt8(index), 7]
  }

  private func file(width: Int, height: Int) throws -> [UInt8] {
    var pixels = PixelBuffer(width: width, height: height, format: .gray8)
    pixels.withMutableView { view in
      for y in 0..<height {
        for x in 0..<width { view.row(y)[x] = UInt8(truncatingIfNeeded: y * width + x) }
      }
    }
    return try IndexedPNG.encode(pixels, palette: palette)
  }

  @Test("shows indices in the palette's colours", arguments: [(1, 1), (16, 16), (33, 9)])
  func colors(width: Int, height: Int) throws {
    let photo = try PhotoDecoder.decode(try file(width: width, height: height), name: "a.png")
    #expect(photo.pixels.format == .rgb8)
    photo.pixels.withView { view in
      for index in 0..<width * height {
        let value = UInt8(truncatingIfNeeded: index)
        let pixel = view.row(index / width)[(index % width * 3)..<(index % width * 3 + 3)]
        #expect(Array(pixel) == [255 - value, value, 7])
      }
    }
  }

  @Test("gives its indices where they are asked for")
  func indices() throws {
    let photo = try IndexedPNG.decode(try file(width: 20, height: 3), name: "a.png")
    photo.pixels.withView { view in
      for index in 0..<60 { #expect(view.row(index / 20)[index % 20 * 3] == UInt8(index)) }
    }
  }

  @Test("Other pictures are decoded as they are")
  func others() throws {
    var pixels = PixelBuffer(width: 2, height: 1, format: .rgb8)
    pixels.withMutableView { view in
      for index in 0..<6 { view.row(0)[index] = UInt8(index * 40) }
    }
    let file = try PhotoEncoder(format: .png).encode(pixels)
    let photo = try IndexedPNG.decode(file, name: "a.png")
    #expect(photo.pixels.withView { Array($0.row(0)) } == [0, 40, 80, 120, 160, 200])
  }
}
