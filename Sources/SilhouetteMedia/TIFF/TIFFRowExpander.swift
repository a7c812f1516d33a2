internal import CSilhouetteCodecs
import SilhouetteImaging

/// Turns the samples of a TIFF into RGB or RGBA pixels with straight alpha.
struct TIFFRowExpander: ~Copyable {
  let format: PixelFormat
  private let header: slh_tiff_header
  private let cmyk: CMYKConverter

  init(_ header: slh_tiff_header, profile: [UInt8]?, name: String) throws(MediaError) {
    self.header = header
    let isCMYK = header.color == SLH_TIFF_CMYK
    cmyk = try CMYKConverter(profile: isCMYK ? profile : nil, isInverted: false, name: name)
    // Transparency of ink is not read.
    let hasAlpha = header.alpha != SLH_TIFF_NO_ALPHA && !isCMYK
    switch (header.bits_per_sample, hasAlpha) {
    case (16, true): format = .rgba16
    case (16, false): format = .rgb16
    case (_, true): format = .rgba8
    case (_, false): format = .rgb8
    }
  }

  /// - Parameters:
  ///   - row: `width` pixels of the file's samples.
  ///   - target: `width` pixels of `format`.
  func expand(_ row: UnsafePointer<UInt8>, width: Int, into target: UnsafeMutableRawPointer) {
    if header.color == SLH_TIFF_CMYK {
      expandInk(row, width: width, into: target.assumingMemoryBound(to: UInt8.self))
    } else if header.bits_per_sample == 16 {
      row.withMemoryRebound(to: UInt16.self, capacity: width * samples) {
        expandLight($0, width: width, into: target.assumingMemoryBound(to: UInt16.self))
      }
    } else {
      expandLight(row, width: width, into: target.assumingMemoryBound(to: UInt8.self))
    }
  }

  private var samples: Int { Int(header.samples_per_pixel) }

  private func expandInk(
    _ row: UnsafePointer<UInt8>, width: Int, into target: UnsafeMutablePointer<UInt8>
  ) {
    guard samples > 4 else { return cmyk.convert(row, into: target, width: width) }
    for x in 0..<width {
      cmyk.convert(row + x * samples, into: target + 3 * x, width: 1)
    }
  }

  @inline(__always)
  private func expandLight<Sample: FixedWidthInteger & UnsignedInteger>(
    _ row: UnsafePointer<Sample>, width: Int, into target: UnsafeMutablePointer<Sample>
  ) {
    let channels = format.channelCount
    let colors = header.color == SLH_TIFF_RGB ? 3 : 1
    let mask: Sample = header.color == SLH_TIFF_INVERTED_GRAY ? .max : 0
    for x in 0..<width {
      let stored = row + x * samples
      let pixel = target + x * channels
      for channel in 0..<3 { pixel[channel] = stored[colors == 3 ? channel : 0] ^ mask }
      guard channels == 4 else { continue }
      pixel[3] = stored[colors]
      if header.alpha == SLH_TIFF_PREMULTIPLIED_ALPHA { Self.divideByAlpha(pixel) }
    }
  }

  /// round(c · max / alpha), at most the largest value; nothing is left to divide where alpha is 0.
  @inline(__always)
  private static func divideByAlpha<Sample: FixedWidthInteger & UnsignedInteger>(
    _ pixel: UnsafeMutablePointer<Sample>
  ) {
    let alpha = UInt64(pixel[3])
    guard alpha > 0 else { return }
    for channel in 0..<3 {
      let value = (UInt64(pixel[channel]) * UInt64(Sample.max) + alpha / 2) / alpha
      pixel[channel] = Sample(min(value, UInt64(Sample.max)))
    }
  }
}
