/// A piece of a session's memory, by its place in ``ArenaRequests``.
package struct BufferID: Hashable {
  let index: Int
}

/// What a program wants to keep in memory, and from which step to which.
package struct ArenaRequests {
  package struct Request {
    package var byteCount: Int
    /// The first and the last step that touches the buffer; `nil` until one does.
    var lifetime: ClosedRange<Int>?
    /// Inputs and outputs keep their place for the whole run, so that a caller can read and write
    /// them at any time between runs.
    var isPinned: Bool
  }

  package private(set) var requests: [Request] = []

  package init() {}

  package mutating func add(byteCount: Int, isPinned: Bool = false) -> BufferID {
    requests.append(Request(byteCount: byteCount, lifetime: nil, isPinned: isPinned))
    return BufferID(index: requests.count - 1)
  }

  mutating func pin(_ buffer: BufferID) {
    requests[buffer.index].isPinned = true
  }

  package mutating func touch(_ buffer: BufferID, step: Int) {
    let lifetime = requests[buffer.index].lifetime
    let lower = min(lifetime?.lowerBound ?? step, step)
    let upper = max(lifetime?.upperBound ?? step, step)
    requests[buffer.index].lifetime = lower...upper
  }
}

/// Where each buffer lies: buffers that live at the same time never share a byte.
package struct ArenaLayout {
  let offsets: [Int]
  package let byteCount: Int
  /// What no step may touch, where gaps were asked for.
  package let gaps: [Range<Int>]

  /// 4 GiB: beyond it is no picture network but a hostile or mistaken file. On a 32-bit target
  /// (WebAssembly) a quarter of the address space.
  package static let maximumByteCount = Int.bitWidth > 32 ? 1 << 32 : 1 << 30

  package subscript(buffer: BufferID) -> Int { offsets[buffer.index] }

  /// Places the largest buffers first, each at the lowest gap among those alive at the same time.
  /// `nil` if they take more than ``maximumByteCount``.
  ///
  /// - Parameter gap: how many bytes before and after each buffer nobody may touch, which checks ask
  ///   for; no two buffers share memory then.
  package init?(_ requests: ArenaRequests, gap: Int = 0) {
    var buffers = requests.requests
    if gap > 0 { for index in buffers.indices { buffers[index].isPinned = true } }
    var sizes: [Int] = []
    for buffer in buffers {
      guard buffer.byteCount <= ArenaLayout.maximumByteCount else { return nil }
      sizes.append(aligned(buffer.byteCount) + 2 * aligned(gap))
    }
    var offsets = [Int](repeating: 0, count: buffers.count)
    var placed: [Int] = []
    var end = 0
    let order = buffers.indices.sorted { sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : $0 < $1 }
    for index in order {
      let neighbours = placed.filter { ArenaLayout.meet(buffers[$0], buffers[index]) }
        .sorted { offsets[$0] < offsets[$1] }
      var offset = 0
      for neighbour in neighbours {
        if offset + sizes[index] <= offsets[neighbour] { break }
        offset = max(offset, offsets[neighbour] + sizes[neighbour])
      }
      offsets[index] = offset
      end = max(end, offset + sizes[index])
      placed.append(index)
    }
    self.offsets = offsets.map { $0 + aligned(gap) }
    byteCount = end
    gaps =
      gap == 0
      ? []
      : buffers.indices.flatMap { index in
        let start = offsets[index] + aligned(gap)
        return [
          offsets[index]..<start, start + buffers[index].byteCount..<offsets[index] + sizes[index],
        ]
      }
    guard end <= ArenaLayout.maximumByteCount else { return nil }
  }

  private static func meet(_ a: ArenaRequests.Request, _ b: ArenaRequests.Request) -> Bool {
    if a.isPinned || b.isPinned { return true }
    guard let a = a.lifetime, let b = b.lifetime else { return false }
    return a.overlaps(b)
  }
}

/// Rounded up to whole cache lines.
func aligned(_ byteCount: Int) -> Int {
  (byteCount + ProgramMemory.alignment - 1) / ProgramMemory.alignment * ProgramMemory.alignment
}
