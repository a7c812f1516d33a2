/// GIF's variant of LZW (GIF89a, appendix F): codes of 3 to 12 bits, low bits first. A code stands for
/// a string of earlier output and one more index.
struct LZWDecoder {
  private let clear: Int
  private var prefix = [UInt16](repeating: 0, count: Self.maximumCodes)
  private var suffix = [UInt8](repeating: 0, count: Self.maximumCodes)
  private var length = [Int32](repeating: 1, count: Self.maximumCodes)

  private static let maximumCodes = 4096

  /// - Parameter minimumCodeSize: 1…11.
  init(minimumCodeSize: Int) {
    clear = 1 << minimumCodeSize
    for index in 0..<clear { suffix[index] = UInt8(truncatingIfNeeded: index) }
  }

  enum Outcome: Equatable {
    case complete
    /// Data ended, or said so, before the target was full.
    case tooShort
    case damaged
  }

  /// Fills `target`; data beyond that is not looked at.
  mutating func decode(
    _ data: [UInt8], into target: UnsafeMutableBufferPointer<UInt8>
  ) -> Outcome {
    var bits = BitReader(data)
    var width = clear.trailingZeroBitCount + 1
    var next = clear + 2
    var previous: Int?
    var filled = 0
    while filled < target.count {
      guard let code = bits.next(width) else { return .tooShort }
      if code == clear {
        width = clear.trailingZeroBitCount + 1
        next = clear + 2
        previous = nil
        continue
      }
      if code == clear + 1 { return .tooShort }
      guard let before = previous else {
        // The first code after a clear is an index itself.
        guard code < clear else { return .damaged }
        target[filled] = suffix[code]
        filled += 1
        previous = code
        continue
      }
      guard code < next || (code == next && next < Self.maximumCodes) else { return .damaged }
      if next < Self.maximumCodes {
        // The new string is the one before and the first index of this one; this code may be it.
        prefix[next] = UInt16(before)
        length[next] = length[before] + 1
        suffix[next] = firstIndex(of: code == next ? before : code)
        next += 1
        if next == 1 << width && width < 12 { width += 1 }
      }
      filled = write(code, to: target, at: filled)
      previous = code
    }
    return .complete
  }

  private func firstIndex(of code: Int) -> UInt8 {
    var code = code
    while code > clear { code = Int(prefix[code]) }
    return suffix[code]
  }

  /// Writes the string of `code` from its end; what does not fit any more is left out. Returns where
  /// the next string goes.
  private func write(
    _ code: Int, to target: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) -> Int {
    let end = start + Int(length[code])
    var code = code
    var position = end - 1
    while true {
      if position < target.count { target[position] = suffix[code] }
      if position == start { break }
      position -= 1
      code = Int(prefix[code])
    }
    return min(end, target.count)
  }
}

/// Codes of up to 12 bits, low bits first.
private struct BitReader {
  private let bytes: [UInt8]
  private var position = 0
  private var pending: UInt32 = 0
  private var pendingCount = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next(_ count: Int) -> Int? {
    while pendingCount < count {
      guard position < bytes.count else { return nil }
      pending |= UInt32(bytes[position]) << UInt32(pendingCount)
      pendingCount += 8
      position += 1
    }
    let value = pending & (1 << UInt32(count) - 1)
    pending >>= UInt32(count)
    pendingCount -= count
    return Int(value)
  }
}
