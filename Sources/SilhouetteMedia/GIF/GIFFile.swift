/// The first frame of a GIF file (GIF89a specification) and what is needed to show it.
struct GIFFile {
  private(set) var canvasWidth: Int
  private(set) var canvasHeight: Int
  private(set) var frame = Frame()
  /// Red, green, blue of each index.
  private(set) var palette: [UInt8] = []
  private(set) var transparentIndex: Int?
  /// The compressed indices, their sub-blocks joined.
  private(set) var data: [UInt8] = []
  private(set) var minimumCodeSize = 0

  struct Frame {
    var x = 0
    var y = 0
    var width = 0
    var height = 0
    var isInterlaced = false
  }

  init(_ source: PhotoDecoder.Source) throws(MediaError) {
    let reader = ByteReader(source.bytes, order: .littleEndian)
    guard let width = reader.uint16(at: 6), let height = reader.uint16(at: 8),
      let flags = reader.uint8(at: 10)
    else { throw source.endsEarly("in the header") }
    canvasWidth = Int(width)
    canvasHeight = Int(height)
    var offset = 13
    palette = try Self.palette(flags: flags, at: &offset, in: reader, source)
    while true {
      switch reader.uint8(at: offset) {
      case 0x21:
        readControl(at: offset, in: reader)
        offset += 2
        _ = try Self.joinedBlocks(at: &offset, in: reader, source, keeps: false)
      case 0x2C:
        try readImage(at: offset + 1, in: reader, source)
        return
      case 0x3B: throw source.damaged("no picture in it")
      case nil: throw source.endsEarly("before the first picture")
      default: throw source.damaged("unknown block at byte \(offset)")
      }
    }
  }

  private mutating func readControl(at offset: Int, in reader: ByteReader) {
    guard reader.uint8(at: offset + 1) == 0xF9, let flags = reader.uint8(at: offset + 3),
      flags & 1 == 1, let index = reader.uint8(at: offset + 6)
    else { return }
    transparentIndex = Int(index)
  }

  private mutating func readImage(
    at start: Int, in reader: ByteReader, _ source: PhotoDecoder.Source
  ) throws(MediaError) {
    guard let x = reader.uint16(at: start), let y = reader.uint16(at: start + 2),
      let width = reader.uint16(at: start + 4), let height = reader.uint16(at: start + 6),
      let flags = reader.uint8(at: start + 8)
    else { throw source.endsEarly("in the picture's header") }
    frame = Frame(
      x: Int(x), y: Int(y), width: Int(width), height: Int(height),
      isInterlaced: flags & 0x40 != 0)
    guard frame.width > 0, frame.height > 0 else { throw source.damaged("an empty picture") }
    // Files exist whose frame is larger than the canvas they declare; viewers enlarge the canvas.
    canvasWidth = max(canvasWidth, frame.x + frame.width)
    canvasHeight = max(canvasHeight, frame.y + frame.height)
    var offset = start + 9
    let local = try Self.palette(flags: flags, at: &offset, in: reader, source)
    if !local.isEmpty { palette = local }
    guard let size = reader.uint8(at: offset) else { throw source.endsEarly("before the pixels") }
    guard (1...11).contains(size) else { throw source.damaged("code size \(size)") }
    minimumCodeSize = Int(size)
    offset += 1
    data = try Self.joinedBlocks(at: &offset, in: reader, source, keeps: true)
  }

  private static func palette(
    flags: UInt8, at offset: inout Int, in reader: ByteReader, _ source: PhotoDecoder.Source
  ) throws(MediaError) -> [UInt8] {
    guard flags & 0x80 != 0 else { return [] }
    let byteCount = 3 << (Int(flags & 7) + 1)
    guard let colors = reader.slice(at: offset, count: byteCount) else {
      throw source.endsEarly("in the palette")
    }
    offset += byteCount
    return Array(colors)
  }

  /// Blocks of up to 255 bytes, each after its size; a size of 0 ends them.
  private static func joinedBlocks(
    at offset: inout Int, in reader: ByteReader, _ source: PhotoDecoder.Source, keeps: Bool
  ) throws(MediaError) -> [UInt8] {
    var joined: [UInt8] = []
    while true {
      guard let count = reader.uint8(at: offset),
        let block = reader.slice(at: offset + 1, count: Int(count))
      else { throw source.endsEarly("inside a block at byte \(offset)") }
      offset += 1 + Int(count)
      if count == 0 { return joined }
      if keeps { joined += block }
    }
  }
}
