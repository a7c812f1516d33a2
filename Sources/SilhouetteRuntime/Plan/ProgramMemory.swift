/// Owner of what a program reads but never writes: packed weights, tables, parameters of steps.
///
/// Every run starts at a multiple of 64 bytes, so that vectors never cross a cache line.
final class ProgramMemory {
  private var blocks: [UnsafeMutableRawPointer] = []
  private(set) var byteCount = 0

  static let alignment = 64

  /// Room for `count` elements, all bytes zero.
  func allocate<Element: BitwiseCopyable>(
    _ type: Element.Type, count: Int
  ) -> UnsafeMutablePointer<Element> {
    let bytes = max(count * MemoryLayout<Element>.stride, 1)
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: ProgramMemory.alignment)
    block.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    blocks.append(block)
    byteCount += bytes
    return block.assumingMemoryBound(to: Element.self)
  }

  func store<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
    let target = allocate(Element.self, count: elements.count)
    for index in elements.indices { target[index] = elements[index] }
    return UnsafePointer(target)
  }

  func store<Element: BitwiseCopyable>(_ element: Element) -> UnsafePointer<Element> {
    store([element])
  }

  deinit {
    for block in blocks { block.deallocate() }
  }
}
