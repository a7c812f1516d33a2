import SilhouetteImaging

/// Photo files to pixels. The content decides the format, never the name.
public enum PhotoDecoder {
  /// Reads the photo file at `path`.
  public static func read(path: String, limits: Limits = .init()) throws(MediaError) -> Photo {
    try decode(InputFile.read(path: path, limit: limits.bytes), name: path, limits: limits)
  }

  /// Decodes a photo file's bytes; `name` is what errors call it.
  public static func decode(
    _ bytes: [UInt8], name: String, limits: Limits = .init()
  ) throws(MediaError) -> Photo {
    let source = Source(bytes: bytes, name: name, limits: limits)
    guard !bytes.isEmpty else { throw .empty(name: name) }
    guard let format = SourceFormat(contentOf: bytes) else {
      throw .notAPicture(name: name, beginning: describeBeginning(of: bytes))
    }
    switch format {
    case .jpeg: return try JPEGDecoder.decode(source)
    case .png: return try PNGDecoder.decode(source)
    case .webp: return try WebPDecoder.decode(source)
    case .tiff: return try TIFFDecoder.decode(source)
    case .bmp: return try BMPDecoder.decode(source)
    case .gif: return try GIFDecoder.decode(source)
    case .heic, .avif: return try HEIFDecoder.decode(source, format: format)
    }
  }

  /// What a file may claim before it is refused.
  public struct Limits: Sendable {
    /// 2^28, of which 16-bit RGBA takes 2 GB.
    public var pixels = 1 << 28
    /// Of the file.
    public var bytes = 1 << 30

    public init() {}
  }

  /// A file's bytes on the way through a decoder.
  struct Source {
    let bytes: [UInt8]
    let name: String
    let limits: Limits

    /// Throws for sizes that are none, or more than the limit, before memory is taken for them.
    func checkSize(width: Int, height: Int) throws(MediaError) {
      guard width > 0, height > 0 else {
        throw .damaged(name: name, detail: "its size is \(width)x\(height)")
      }
      let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
      guard !overflow, pixels <= limits.pixels else {
        throw .tooManyPixels(name: name, width: width, height: height, limit: limits.pixels)
      }
      guard max(width, height) <= PixelBuffer.maximumSide else {
        throw .unsupported(
          name: name,
          detail: "\(width)x\(height): no side may be longer than \(PixelBuffer.maximumSide)")
      }
    }

    func damaged(_ detail: String) -> MediaError { .damaged(name: name, detail: detail) }

    func endsEarly(_ detail: String) -> MediaError { .endsEarly(name: name, detail: detail) }

    func unsupported(_ detail: String) -> MediaError { .unsupported(name: name, detail: detail) }
  }

  private static func describeBeginning(of bytes: [UInt8]) -> String {
    let shown = bytes.prefix(16)
    if shown.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) {
      let text = String(decoding: shown, as: UTF8.self).escaped
      return "\"\(text)\""
    }
    return shown.prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined(separator: " ")
  }
}

extension SourceFormat {
  /// The format by its signature, or nil.
  init?(contentOf bytes: [UInt8]) {
    let reader = ByteReader(bytes, order: .bigEndian)
    if reader.slice(at: 0, count: 3).map({ $0.elementsEqual([0xFF, 0xD8, 0xFF]) }) == true {
      self = .jpeg
    } else if reader.uint32(at: 0) == 0x8950_4E47 {
      self = .png
    } else if reader.starts(with: "RIFF"), reader.starts(with: "WEBP", at: 8) {
      self = .webp
    } else if [0x4949_2A00, 0x4D4D_002A, 0x4949_2B00, 0x4D4D_002B].contains(reader.uint32(at: 0)) {
      self = .tiff
    } else if reader.starts(with: "GIF87a") || reader.starts(with: "GIF89a") {
      self = .gif
    } else if BMPHeader.isBMP(reader) {
      self = .bmp
    } else if reader.starts(with: "ftyp", at: 4), let brands = HEIFBrand(reader) {
      self = brands == .avif ? .avif : .heic
    } else {
      return nil
    }
  }
}

/// What the file type box of an ISO base media file says is inside.
private enum HEIFBrand {
  case heic
  case avif

  init?(_ reader: ByteReader) {
    guard let size = reader.int(at: 0) else { return nil }
    // The major brand at 8, a version at 12, then the compatible brands.
    let places = [8] + stride(from: 16, to: min(size, 256), by: 4)
    if places.contains(where: { reader.starts(with: "avif", at: $0) }) {
      self = .avif
    } else if places.contains(where: { place in
      reader.starts(with: "heic", at: place) || reader.starts(with: "heix", at: place)
        || reader.starts(with: "mif1", at: place) || reader.starts(with: "heim", at: place)
        || reader.starts(with: "heis", at: place)
    }) {
      self = .heic
    } else {
      return nil
    }
  }
}
