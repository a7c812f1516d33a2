import SilhouetteImaging

/// The IHDR chunk of PNG (ISO/IEC 15948, 11.2.2).
struct PNGHeader {
  enum Color: UInt8 {
    case gray = 0
    case rgb = 2
    case palette = 3
    case grayAlpha = 4
    case rgba = 6

    var channelCount: Int {
      switch self {
      case .gray, .palette: 1
      case .grayAlpha: 2
      case .rgb: 3
      case .rgba: 4
      }
    }
  }

  var width: Int
  var height: Int
  var bitDepth: Int
  var color: Color
  var isInterlaced = false

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  static let byteCount = 13

  var bitsPerPixel: Int { bitDepth * color.channelCount }

  /// What the filters call the byte to the left: at least one byte away.
  var filterDistance: Int { max(1, bitsPerPixel / 8) }

  /// Bytes of a row of `width` pixels, without the byte that names its filter.
  func rowByteCount(width: Int) -> Int { (width * bitsPerPixel + 7) / 8 }
}

extension PNGHeader {
  /// The header of a file with these pixels; their alpha and depth are kept.
  init(_ view: PixelView) {
    let color: Color =
      switch view.format.channelCount {
      case 1: .gray
      case 3: .rgb
      default: .rgba
      }
    self.init(
      width: view.width, height: view.height, bitDepth: 8 * view.format.bytesPerChannel,
      color: color)
  }

  var bytes: [UInt8] {
    UInt32(width).bigEndianBytes + UInt32(height).bigEndianBytes
      + [UInt8(bitDepth), color.rawValue, 0, 0, isInterlaced ? 1 : 0]
  }
}

extension PNGHeader {
  /// Reads the content of an IHDR chunk.
  init(_ reader: ByteReader, _ source: PhotoDecoder.Source) throws(MediaError) {
    guard reader.count == Self.byteCount, let width = reader.int(at: 0),
      let height = reader.int(at: 4), let depth = reader.uint8(at: 8),
      let color = reader.uint8(at: 9).flatMap(Color.init), reader.uint16(at: 10) == 0,
      let interlace = reader.uint8(at: 12), interlace <= 1, color.allows(bitDepth: depth)
    else { throw source.damaged("header") }
    try source.checkSize(width: width, height: height)
    self.init(
      width: width, height: height, bitDepth: Int(depth), color: color,
      isInterlaced: interlace == 1)
  }
}

extension PNGHeader.Color {
  fileprivate func allows(bitDepth: UInt8) -> Bool {
    switch self {
    case .gray: [1, 2, 4, 8, 16].contains(bitDepth)
    case .palette: [1, 2, 4, 8].contains(bitDepth)
    case .rgb, .grayAlpha, .rgba: [8, 16].contains(bitDepth)
    }
  }
}
