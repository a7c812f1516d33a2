import SilhouetteImaging

/// Reads Windows bitmaps without compression: 1, 4, 8, 16, 24 and 32 bits a pixel, bit masks, either
/// row order. The fourth byte of 32 bits is alpha only when the file says so.
enum BMPDecoder {
  static func decode(_ source: PhotoDecoder.Source) throws(MediaError) -> Photo {
    let header = try BMPHeader(source)
    let reader = ByteReader(source.bytes, order: .littleEndian)
    let byteCount = header.rowByteCount * header.height
    guard let data = reader.absoluteRange(at: header.offset, count: byteCount) else {
      throw source.endsEarly("\(byteCount) bytes of pixels at byte \(header.offset) are not there")
    }
    let expander = BMPRowExpander(header)
    var pixels = PixelBuffer(
      width: header.width, height: header.height, format: expander.format)
    source.bytes[data].withUnsafeBufferPointer { stored in
      pixels.withMutableView { view in
        for y in 0..<header.height {
          let row = header.isTopDown ? y : header.height - 1 - y
          let start = row * header.rowByteCount
          expander.expand(
            .init(rebasing: stored[start..<start + header.rowByteCount]),
            into: view.row(y).bindMemory(to: UInt8.self))
        }
      }
    }
    return Photo(pixels: pixels, metadata: PhotoMetadata(), format: .bmp)
  }
}

/// Turns rows of a bitmap into RGB or RGBA pixels.
private struct BMPRowExpander {
  let format: PixelFormat
  private let header: BMPHeader
  private let fields: [BitField]

  init(_ header: BMPHeader) {
    self.header = header
    fields = header.masks.map(BitField.init)
    format = fields.last?.mask ?? 0 != 0 ? .rgba8 : .rgb8
  }

  func expand(_ row: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>) {
    switch header.bitsPerPixel {
    case 24:
      for x in 0..<header.width {
        for channel in 0..<3 { target[3 * x + channel] = row[3 * x + 2 - channel] }
      }
    case 16, 32: expandFields(row, into: target)
    default: expandIndices(row, into: target)
    }
  }

  private func expandIndices(
    _ row: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    let bits = header.bitsPerPixel
    let mask = (1 << bits) - 1
    for x in 0..<header.width {
      let position = x * bits
      let index = Int(row[position / 8]) >> (8 - bits - position % 8) & mask
      for channel in 0..<3 { target[3 * x + channel] = header.palette[3 * index + 2 - channel] }
    }
  }

  private func expandFields(
    _ row: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    let size = header.bitsPerPixel / 8
    let channels = format.channelCount
    for x in 0..<header.width {
      var pixel: UInt32 = 0
      for byte in 0..<size { pixel |= UInt32(row[x * size + byte]) << (8 * UInt32(byte)) }
      for channel in 0..<channels { target[x * channels + channel] = fields[channel].value(pixel) }
    }
  }
}

/// A channel inside a pixel.
private struct BitField {
  let mask: UInt32
  private let shift: UInt32
  private let largest: UInt64

  init(_ mask: UInt32) {
    self.mask = mask
    shift = mask == 0 ? 0 : UInt32(mask.trailingZeroBitCount)
    largest = UInt64(mask >> shift)
  }

  /// The channel spread over 0…255; 0 when there is none.
  func value(_ pixel: UInt32) -> UInt8 {
    guard largest > 0 else { return 0 }
    let value = UInt64((pixel & mask) >> shift)
    return UInt8((value * 255 + largest / 2) / largest)
  }
}
