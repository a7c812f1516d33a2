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
