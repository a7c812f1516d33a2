/// Memory between guard bytes, so that a kernel that reads or writes beyond its buffer is found:
/// floating-point numbers outside are not numbers, and what is written there is noticed.
public final class GuardedBuffer<Element: BitwiseCopyable> {
  public let count: Int
  public let start: UnsafeMutablePointer<Element>
  private let block: UnsafeMutableRawPointer

  /// - Parameter offset: by how many elements the start lies off the alignment of vectors.
  public init(_ elements: [Element], offset: Int = 0) {
    let stride = MemoryLayout<Element>.stride
    count = elements.count
    block = .allocate(
      byteCount: (offset + elements.count) * stride + 2 * GuardWords.byteCount, alignment: 64)
    start = (block + GuardWords.byteCount + offset * stride)
      .bindMemory(to: Element.self, capacity: elements.count)
    GuardWords.write(at: UnsafeMutableRawPointer(start) - GuardWords.byteCount)
    GuardWords.write(at: UnsafeMutableRawPointer(start + count))
    start.initialize(from: elements, count: elements.count)
  }

  deinit { block.deallocate() }

  public subscript(index: Int) -> Element {
    precondition((0..<count).contains(index))
    return start[index]
  }

  public var elements: [Element] { Array(UnsafeBufferPointer(start: start, count: count)) }

  public var isIntact: Bool {
    GuardWords.arePresent(at: UnsafeRawPointer(start) - GuardWords.byteCount)
      && GuardWords.arePresent(at: UnsafeRawPointer(start + count))
  }
}

private enum GuardWords {
  /// Not a number as a double and as two floats, and neither 0 nor the maximum as integers.
  private static let word: UInt64 = 0x7FF8_BEEF_7FC0_BEEF
  static let byteCount = 256

  static func write(at start: UnsafeMutableRawPointer) {
    for offset in stride(from: 0, to: byteCount, by: 8) {
      (start + offset).storeBytes(of: word, as: UInt64.self)
    }
  }

  static func arePresent(at start: UnsafeRawPointer) -> Bool {
    for offset in stride(from: 0, to: byteCount, by: 8)
    where start.loadUnaligned(fromByteOffset: offset, as: UInt64.self) != word { return false }
    return true
  }
}
