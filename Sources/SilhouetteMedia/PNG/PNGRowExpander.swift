internal import CSilhouetteCodecs
import SilhouetteImaging

/// Turns unfiltered rows of any PNG kind into RGB or RGBA pixels.
struct PNGRowExpander {
  let format: PixelFormat
  private let header: PNGHeader
  /// R, G, B, A for each of 256 indices; those that the file lacks are opaque black.
  private var palette: [UInt8] = []
  /// The sample values that stand for "transparent", one for each colour channel.
  private var key: [UInt16] = []

  /// - Parameter keepsIndices: a palette's indices stand for grey, its colours are not looked at.
  init(_ chunks: PNGChunks, keepsIndices: Bool = false) {
    header = chunks.header
    let hasKey = header.color == .gray || header.color == .rgb
    if let transparency = chunks.transparency, hasKey,
      transparency.count >= 2 * header.color.channelCount
    {
      let reader = ByteReader(Array(transparency), order: .bigEndian)
      key = (0..<header.color.channelCount).compactMap { reader.uint16(at: 2 * $0) }
    }
    var hasAlpha = header.color == .grayAlpha || header.color == .rgba || !key.isEmpty
    if header.color == .palette {
      palette =
        keepsIndices
        ? Self.indices : Self.table(chunks.palette, alpha: chunks.transparency ?? [])
      hasAlpha = chunks.transparency != nil && !keepsIndices
    }
    switch (header.bitDepth, hasAlpha) {
    case (16, true): format = .rgba16
    case (16, false): format = .rgb16
    case (_, true): format = .rgba8
    case (_, false): format = .rgb8
    }
  }

  /// - Parameters:
  ///   - row: `header.rowByteCount(width:)` bytes.
  ///   - target: `width` pixels of `format`.
  func expand(_ row: UnsafePointer<UInt8>, width: Int, into target: UnsafeMutableRawPointer) {
    if header.bitDepth == 16 {
      expandWide(row, width: width, into: target.assumingMemoryBound(to: UInt16.self))
    } else if header.bitDepth == 8 && key.isEmpty && [.rgb, .rgba].contains(header.color) {
      target.copyMemory(from: row, byteCount: header.rowByteCount(width: width))
    } else {
      expandNarrow(row, width: width, into: target.assumingMemoryBound(to: UInt8.self))
    }
  }

  private func expandNarrow(
    _ row: UnsafePointer<UInt8>, width: Int, into target: UnsafeMutablePointer<UInt8>
  ) {
    let channels = format.channelCount
    // Grey of fewer than 8 bits spreads over 0…255 exactly.
    let scale = UInt8(255 / ((1 << header.bitDepth) - 1))
    for x in 0..<width {
      let pixel = target + x * channels
      switch header.color {
      case .gray:
        let value = sample(row, x)
        store(value * scale, in: pixel)
        if channels == 4 { pixel[3] = UInt16(value) == key[0] ? 0 : 255 }
      case .palette:
        let entry = 4 * Int(sample(row, x))
        for channel in 0..<channels { pixel[channel] = palette[entry + channel] }
      case .grayAlpha:
        store(row[2 * x], in: pixel)
        pixel[3] = row[2 * x + 1]
      case .rgb:
        var isKey = true
        for channel in 0..<3 {
          pixel[channel] = row[3 * x + channel]
          if UInt16(pixel[channel]) != key[channel] { isKey = false }
        }
        pixel[3] = isKey ? 0 : 255
      case .rgba:
        for channel in 0..<4 { pixel[channel] = row[4 * x + channel] }
      }
    }
  }

  private func store(_ gray: UInt8, in pixel: UnsafeMutablePointer<UInt8>) {
    for channel in 0..<3 { pixel[channel] = gray }
  }

  /// Sample `x` of a row of one channel with 1, 2, 4 or 8 bits.
  private func sample(_ row: UnsafePointer<UInt8>, _ x: Int) -> UInt8 {
    let bits = header.bitDepth
    let position = x * bits
    let shift = 8 - bits - position % 8
    return row[position / 8] >> UInt8(shift) & UInt8((1 << bits) - 1)
  }

  private func expandWide(
    _ row: UnsafePointer<UInt8>, width: Int, into target: UnsafeMutablePointer<UInt16>
  ) {
    let stored = header.color.channelCount
    let channels = format.channelCount
    for x in 0..<width {
      let pixel = target + x * channels
      func value(_ channel: Int) -> UInt16 {
        let place = 2 * (x * stored + channel)
        return UInt16(row[place]) << 8 | UInt16(row[place + 1])
      }
      let isGray = stored < 3
      for channel in 0..<3 { pixel[channel] = value(isGray ? 0 : channel) }
      guard channels == 4 else { continue }
      if key.isEmpty {
        pixel[3] = value(stored - 1)
      } else {
        pixel[3] = (0..<stored).allSatisfy { value($0) == key[$0] } ? 0 : UInt16.max
      }
    }
  }

  private static var indices: [UInt8] {
    (0..<256).flatMap { [UInt8($0), UInt8($0), UInt8($0), 255] }
  }

  private static func table(
    _ colors: ArraySlice<UInt8>, alpha: ArraySlice<UInt8>
  ) -> [UInt8] {
    var table = [UInt8](repeating: 0, count: 4 * 256)
    for index in 0..<256 { table[4 * index + 3] = 255 }
    for (offset, value) in colors.prefix(3 * 256).enumerated() {
      table[4 * (offset / 3) + offset % 3] = value
    }
    for (index, value) in alpha.prefix(256).enumerated() { table[4 * index + 3] = value }
    return table
  }
}
