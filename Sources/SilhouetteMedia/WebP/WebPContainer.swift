/// The chunks of a WebP file (RFC 9649): a RIFF list with the picture, or the frames of an
/// animation, and metadata.
struct WebPContainer {
  /// The bytes that libwebp gets: the whole file, or the first frame of an animation.
  let picture: Range<Int>
  /// Where the first frame of an animation lies on its canvas; nil for a still picture.
  let frame: Frame?
  private(set) var exif: [UInt8]?
  private(set) var profile: [UInt8]?

  struct Frame {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
    let canvasWidth: Int
    let canvasHeight: Int
  }

  init(_ source: PhotoDecoder.Source) throws(MediaError) {
    let file = ByteReader(source.bytes, order: .littleEndian)
    guard let size = file.int(at: 4), let content = file.absoluteRange(at: 8, count: size) else {
      throw source.endsEarly("after \(source.bytes.count) bytes")
    }
    let reader = ByteReader(source.bytes, in: content, order: .littleEndian)
    var canvas: (width: Int, height: Int)?
    var first: (frame: Frame, picture: Range<Int>)?
    var offset = 4  // behind "WEBP"
    while let count = reader.int(at: offset + 4) {
      guard let body = reader.absoluteRange(at: offset + 8, count: count) else {
        throw source.endsEarly("inside a chunk at byte \(content.lowerBound + offset)")
      }
      let chunk = ByteReader(source.bytes, in: body, order: .littleEndian)
      if reader.starts(with: "VP8X", at: offset) {
        canvas = try Self.canvas(chunk, source)
      } else if reader.starts(with: "ICCP", at: offset) {
        profile = Array(source.bytes[body])
      } else if reader.starts(with: "EXIF", at: offset) {
        exif = Self.exif(source.bytes[body])
      } else if reader.starts(with: "ANMF", at: offset), first == nil, let canvas {
        first = (try Self.frame(chunk, on: canvas, source), body.lowerBound + 16..<body.upperBound)
      }
      offset += 8 + count + count % 2
    }
    frame = first?.frame
    picture = first?.picture ?? source.bytes.indices
  }

  /// Sizes are stored less one, in 24 bits.
  private static func canvas(
    _ chunk: ByteReader, _ source: PhotoDecoder.Source
  ) throws(MediaError) -> (width: Int, height: Int) {
    guard let width = chunk.uint24(at: 4), let height = chunk.uint24(at: 7) else {
      throw source.damaged("header chunk")
    }
    return (width + 1, height + 1)
  }

  /// Positions are stored halved.
  private static func frame(
    _ chunk: ByteReader, on canvas: (width: Int, height: Int), _ source: PhotoDecoder.Source
  ) throws(MediaError) -> Frame {
    guard chunk.count >= 16, let x = chunk.uint24(at: 0), let y = chunk.uint24(at: 3),
      let width = chunk.uint24(at: 6), let height = chunk.uint24(at: 9),
      2 * x + width + 1 <= canvas.width, 2 * y + height + 1 <= canvas.height
    else { throw source.damaged("first frame lies outside its canvas") }
    return Frame(
      x: 2 * x, y: 2 * y, width: width + 1, height: height + 1, canvasWidth: canvas.width,
      canvasHeight: canvas.height)
  }

  /// Some writers put the name of the JPEG segment before the block.
  private static func exif(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let hasName = bytes.starts(with: JPEGSegments.exifName)
    return Array(hasName ? bytes.dropFirst(JPEGSegments.exifName.count) : bytes)
  }
}

extension ByteReader {
  fileprivate func uint24(at offset: Int) -> Int? {
    guard let low = uint16(at: offset), let high = uint8(at: offset + 2) else { return nil }
    return Int(low) | Int(high) << 16
  }
}

extension WebPContainer {
  /// `file`, as libwebp writes it, with metadata: chunks must come as VP8X, ICCP, picture, EXIF.
  static func adding(
    _ metadata: PhotoMetadata, to file: UnsafeRawBufferPointer, width: Int, height: Int,
    hasAlpha: Bool
  ) -> [UInt8] {
    guard metadata.colorProfile != nil || metadata.exif != nil else { return Array(file) }
    // libwebp writes an extended header of its own for lossy pictures with alpha.
    let isExtended = file.count > 30 && file[12..<16].elementsEqual("VP8X".utf8)
    let picture = file[(isExtended ? 30 : 12)...]
    var flags: UInt8 = hasAlpha ? 0x10 : 0
    if metadata.colorProfile != nil { flags |= 0x20 }
    if metadata.exif != nil { flags |= 0x08 }
    var body = Array("WEBP".utf8)
    body += chunk(
      "VP8X",
      [flags, 0, 0, 0] + UInt32(width - 1).littleEndianBytes.prefix(3)
        + UInt32(height - 1).littleEndianBytes.prefix(3))
    if let profile = metadata.colorProfile { body += chunk("ICCP", profile) }
    body += picture
    if let exif = metadata.exif { body += chunk("EXIF", exif) }
    return chunk("RIFF", body)
  }

  private static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let padding: [UInt8] = bytes.count.isMultiple(of: 2) ? [] : [0]
    return Array(name.utf8) + UInt32(bytes.count).littleEndianBytes + bytes + padding
  }
}
