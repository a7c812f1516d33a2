internal import CSilhouetteCodecs
import SilhouetteImaging

/// Reads PNG (ISO/IEC 15948): our chunks and filters, libdeflate's or zlib's inflate. Of an animation
/// (APNG) the default image is read.
enum PNGDecoder {
  /// - Parameters:
  ///   - wholeByteCount: see ``PNGScanlines``.
  ///   - keepsIndices: see ``PNGRowExpander``.
  static func decode(
    _ source: PhotoDecoder.Source, wholeByteCount: Int = PNGScanlines.wholeByteCount,
    keepsIndices: Bool = false
  ) throws(MediaError) -> Photo {
    let chunks = try PNGChunks(source)
    let passes = PNGPass.passes(of: chunks.header)
    let byteCount = passes.reduce(0) { $0 + $1.byteCount(chunks.header) }
    try checkPlausible(byteCount, chunks, source)
    let longestRow = 1 + chunks.header.rowByteCount(width: chunks.header.width)
    var rows = PNGUnfilteredRows(
      try PNGScanlines(
        source, pieces: chunks.imageData, byteCount: byteCount, longestRow: longestRow,
        wholeByteCount: wholeByteCount),
      header: chunks.header)
    let expander = PNGRowExpander(chunks, keepsIndices: keepsIndices)
    let orientation = chunks.exif.flatMap(ExifReader.init)?.orientation ?? .upright
    var canvas = UprightCanvas(
      width: chunks.header.width, height: chunks.header.height, format: expander.format,
      orientation: orientation)
    if chunks.header.isInterlaced {
      let stored = try interlaced(passes, &rows, expander, chunks.header, source)
      try canvas.fill { (first, strip) throws(MediaError) in strip.copy(stored, from: first) }
    } else {
      try canvas.fill { (first, strip) throws(MediaError) in
        for y in 0..<strip.height {
          let row = try rows.next(width: strip.width, row: first + y, source)
          expander.expand(row, width: strip.width, into: strip.base + y * strip.stride)
        }
      }
    }
    return Photo(
      pixels: canvas.pixels,
      metadata: PhotoMetadata(profile: chunks.profile, exifBlock: chunks.exif), format: .png)
  }

  /// Deflate packs at most 258 bytes into 2 bits, so a short file cannot hold a large picture.
  private static func checkPlausible(
    _ byteCount: Int, _ chunks: PNGChunks, _ source: PhotoDecoder.Source
  ) throws(MediaError) {
    let compressed = chunks.imageData.reduce(0) { $0 + $1.count }
    guard byteCount / maximumRatio > compressed else { return }
    throw source.endsEarly(
      "\(compressed) bytes cannot hold \(chunks.header.width)x\(chunks.header.height) pixels")
  }

  private static let maximumRatio = 1032

  private static func interlaced(
    _ passes: [PNGPass], _ rows: inout PNGUnfilteredRows, _ expander: PNGRowExpander,
    _ header: PNGHeader, _ source: PhotoDecoder.Source
  ) throws(MediaError) -> PixelBuffer {
    var pixels = PixelBuffer(width: header.width, height: header.height, format: expander.format)
    let pixel = expander.format.bytesPerPixel
    let expanded = UnsafeMutableRawBufferPointer.allocate(
      byteCount: header.width * pixel, alignment: 16)
    defer { expanded.deallocate() }
    guard let packed = expanded.baseAddress else { return pixels }
    try pixels.withMutableView { (view) throws(MediaError) in
      for pass in passes {
        rows.startPass()
        for y in 0..<pass.height {
          let row = try rows.next(width: pass.width, row: pass.y + y * pass.yStep, source)
          expander.expand(row, width: pass.width, into: packed)
          let target = view.base + (pass.y + y * pass.yStep) * view.stride + pass.x * pixel
          slh_place_pixels(
            target.assumingMemoryBound(to: UInt8.self), pass.xStep * pixel, 0,
            packed.assumingMemoryBound(to: UInt8.self), 0, pass.width, 1, pixel)
        }
      }
    }
    return pixels
  }
}

/// Rows with their filters undone.
private struct PNGUnfilteredRows: ~Copyable {
  private var scanlines: PNGScanlines
  private let header: PNGHeader
  /// nil at the start of a pass, where the row above is all zeros.
  private var previous: UnsafePointer<UInt8>?
  private let zeros: [UInt8]

  init(_ scanlines: consuming PNGScanlines, header: PNGHeader) {
    self.scanlines = scanlines
    self.header = header
    zeros = [UInt8](repeating: 0, count: header.rowByteCount(width: header.width))
  }

  mutating func startPass() { previous = nil }

  /// The bytes of the next row of `width` pixels; they stay until the next call but one.
  mutating func next(
    width: Int, row: Int, _ source: PhotoDecoder.Source
  ) throws(MediaError) -> UnsafePointer<UInt8> {
    let count = header.rowByteCount(width: width)
    let line = try scanlines.next(count + 1, row: row)
    let filter = Int32(line[0])
    guard filter < SLH_PNG_FILTER_COUNT, let base = line.baseAddress else {
      throw source.damaged("filter \(filter) in row \(row)")
    }
    let distance = header.filterDistance
    if let previous {
      slh_png_unfilter(filter, base + 1, previous, count, distance)
    } else {
      zeros.withUnsafeBufferPointer {
        slh_png_unfilter(filter, base + 1, $0.baseAddress, count, distance)
      }
    }
    previous = UnsafePointer(base + 1)
    return UnsafePointer(base + 1)
  }
}

/// One of the pictures that an interlaced file is made of (Adam7), or the only one.
private struct PNGPass {
  let x: Int
  let y: Int
  let xStep: Int
  let yStep: Int
  let width: Int
  let height: Int

  func byteCount(_ header: PNGHeader) -> Int {
    (1 + header.rowByteCount(width: width)) * height
  }

  static func passes(of header: PNGHeader) -> [PNGPass] {
    guard header.isInterlaced else {
      return [
        PNGPass(x: 0, y: 0, xStep: 1, yStep: 1, width: header.width, height: header.height)
      ]
    }
    let grids = [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
      (0, 1, 1, 2),
    ]
    return grids.compactMap { x, y, xStep, yStep in
      guard header.width > x, header.height > y else { return nil }
      return PNGPass(
        x: x, y: y, xStep: xStep, yStep: yStep,
        width: (header.width - x + xStep - 1) / xStep,
        height: (header.height - y + yStep - 1) / yStep)
    }
  }
}

extension MutablePixelView {
  /// The rows of `picture` from `first` on.
  func copy(_ picture: PixelBuffer, from first: Int) {
    picture.withView { view in
      for y in 0..<height { row(y).copyMemory(from: view.row(first + y)) }
    }
  }
}
