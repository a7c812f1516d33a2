import SilhouetteImaging
import SilhouetteMedia
import SilhouetteTestSupport

/// The pictures of the folder Fixtures; its README says what is on them.
enum Fixture {
  static let jpeg = ["baseline.jpg", "progressive.jpg", "gray.jpg", "cmyk.jpg"]
  static let webp = ["lossless.webp", "alpha.webp", "lossy.webp", "animation.webp"]
  static let tiff = [
    "lzw.tif", "alpha.tif", "cmyk.tif", "palette.tif", "gray.tif", "wide.tif", "planar.tif",
    "tiles.tif",
  ]
  static let bmp = ["rgb24.bmp", "palette8.bmp", "bits1.bmp"]
  static let gif = ["plain.gif", "interlaced.gif", "animation.gif"]
  static let png = ["alpha.png", "palette.png", "gray.png", "wide.png"]
  static let heif = ["gray.heic", "gray10.heic", "gray.avif"]

  static let all = jpeg + png + webp + tiff + bmp + gif + heif

  static func path(_ name: String) -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(folder)/Fixtures/\(name)"
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    try InputFile.read(path: path(name), limit: 1 << 20)
  }
}

extension PixelBuffer {
  /// The channels of a pixel as numbers of 8 bits, or of 16.
  func channels(x: Int, y: Int) -> [Int] {
    withView { view in
      let pixel = view.base + y * view.stride + x * format.bytesPerPixel
      return (0..<format.channelCount).map { channel in
        format.bytesPerChannel == 1
          ? Int(pixel.load(fromByteOffset: channel, as: UInt8.self))
          : Int(pixel.load(fromByteOffset: 2 * channel, as: UInt16.self))
      }
    }
  }

  /// All bytes, row after row.
  var bytes: [UInt8] {
    withView { view in (0..<height).flatMap { Array(view.row($0)) } }
  }

  init(width: Int, height: Int, format: PixelFormat, bytes: [UInt8]) {
    self.init(width: width, height: height, format: format)
    withMutableView { view in
      for y in 0..<height {
        view.row(y).copyBytes(from: bytes[y * view.stride..<(y + 1) * view.stride])
      }
    }
  }

  /// Noise, the same for the same seed; a third of the pixels with alpha are fully transparent.
  static func random(
    width: Int, height: Int, format: PixelFormat, seed: UInt64
  ) -> PixelBuffer {
    var generator = SeededGenerator(seed: seed)
    var bytes = (0..<width * height * format.bytesPerPixel).map { _ in
      UInt8.random(in: 0...255, using: &generator)
    }
    if format.hasAlpha {
      for pixel in Swift.stride(from: 0, to: width * height, by: 3) {
        let end = (pixel + 1) * format.bytesPerPixel
        for byte in end - format.bytesPerChannel..<end { bytes[byte] = 0 }
      }
    }
    return PixelBuffer(width: width, height: height, format: format, bytes: bytes)
  }
}
