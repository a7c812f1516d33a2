/// Keeps numbers in place for as long as kernels read them.
package final class Constants {
  private var blocks: [UnsafeMutableRawPointer] = []

  package init() {}

  package func store<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: max(elements.count * MemoryLayout<Element>.stride, 1), alignment: 64)
    elements.withUnsafeBytes {
      block.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(block), byteCount: $0.count)
    }
    blocks.append(block)
    return UnsafePointer(block.assumingMemoryBound(to: Element.self))
  }

  deinit {
    for block in blocks { block.deallocate() }
  }
}
