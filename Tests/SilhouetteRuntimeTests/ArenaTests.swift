import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

@Suite("Where buffers lie in an arena") struct ArenaTests {
  @Test("Buffers that live at the same time never share a byte", arguments: 0..<100)
  func liveBuffersAreApart(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var requests = ArenaRequests()
    var lifetimes: [ClosedRange<Int>] = []
    var buffers: [BufferID] = []
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let isPinned = Int.random(in: 0..<8, using: &random) == 0
      let buffer = requests.add(
        byteCount: Int.random(in: 1...5000, using: &random), isPinned: isPinned)
      let first = Int.random(in: 0..<30, using: &random)
      let last = first + Int.random(in: 0..<6, using: &random)
      requests.touch(buffer, step: first)
      requests.touch(buffer, step: last)
      buffers.append(buffer)
      lifetimes.append(isPinned ? 0...Int.max : first...last)
    }
    let layout = try #require(ArenaLayout(requests))
    for a in buffers.indices {
      let rangeA = layout[buffers[a]]..<layout[buffers[a]] + requests.requests[a].byteCount
      #expect(rangeA.lowerBound % 64 == 0)
      #expect(rangeA.upperBound <= layout.byteCount)
      for b in 0..<a where lifetimes[a].overlaps(lifetimes[b]) {
        let rangeB = layout[buffers[b]]..<layout[buffers[b]] + requests.requests[b].byteCount
        #expect(!rangeA.overlaps(rangeB), "buffers \(a) and \(b)")
      }
    }
  }

  @Test("Gaps hold a write before, behind and between buffers", arguments: [1, 64, 100])
  func gaps(count: Int) throws {
    var requests = ArenaRequests()
    let sizes = [1, 64, 200]
    let buffers = sizes.map { requests.add(byteCount: $0) }
    for (step, buffer) in buffers.enumerated() { requests.touch(buffer, step: step) }
    let layout = try #require(ArenaLayout(requests, gap: count))
    var kinds = [Int](repeating: 0, count: layout.byteCount)
    for (buffer, size) in zip(buffers, sizes) {
      for place in layout[buffer]..<layout[buffer] + size { kinds[place] += 1 }
      let (start, end) = (layout[buffer], layout[buffer] + size)
      #expect(start % 64 == 0)
      #expect(layout.gaps.contains { $0.upperBound == start && $0.count >= count })
      #expect(layout.gaps.contains { $0.lowerBound == end && $0.count >= count })
    }
    for place in layout.gaps.joined() { kinds[place] += 1 }
    #expect(kinds.allSatisfy { $0 == 1 })
  }

  @Test func buffersThatFollowOneAnotherShareTheirPlace() throws {
    var requests = ArenaRequests()
    for step in 0..<10 {
      let buffer = requests.add(byteCount: 1024)
      requests.touch(buffer, step: step)
    }
    #expect(try #require(ArenaLayout(requests)).byteCount == 1024)
  }

  @Test func moreThanTheBoundIsRefused() {
    var requests = ArenaRequests()
    for _ in 0..<2 {
      requests.touch(requests.add(byteCount: ArenaLayout.maximumByteCount / 2 + 64), step: 0)
    }
    #expect(ArenaLayout(requests) == nil)
  }
}

@Suite("Graphs that no machine should run") struct HostileGraphTests {
  private func plan(_ operation: SilhouetteGraph.Operator, _ shapes: [Shape]) throws -> Plan {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, shapes[0]))
    var inputs = [picture]
    for shape in shapes.dropFirst() {
      inputs.append(
        builder.constant(
          "weights", Constant([Float](repeating: 1, count: shape.elementCount), shape: shape)))
    }
    builder.output("result", try builder.add(operation, inputs))
    return try Plan(builder.graph)
  }

  @Test func manyLargeValuesAtOnceAreRefused() throws {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 1 << 14, 1 << 14, 1]))
    var sums = [picture]
    for _ in 0..<6 { sums.append(try builder.add(.transpose(Transpose([0, 2, 1, 3])), [sums[0]])) }
    for (index, sum) in sums.enumerated() { builder.output("output \(index)", sum) }
    let graph = builder.graph
    #expect(throws: RuntimeError.tooLarge(limit: ArenaLayout.maximumByteCount)) {
      try Plan(graph, mode: .faithful)
    }
  }

  @Test("with windows and strides beyond any picture run all the same")
  func hugeAttributes() throws {
    let huge = 1 << 27
    let convolution = Convolution(
      strides: Extent2D(huge), dilations: Extent2D(height: 1, width: huge / 2),
      padding: Padding(top: 3, left: huge, right: 3))
    let plan = try plan(.convolution(convolution), [[1, 4, 4, 2], [3, 3, 3, 2]])
    var session = Session(plan, workers: WorkerPool(threads: 1))
    let result = try session.run([Tensor([Float](repeating: 1, count: 32), shape: [1, 4, 4, 2])])
    #expect(result[0].type.shape[0] == 1)
  }

  @Test func anInstructionSetThatIsNotThereIsNamed() throws {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 2, 2, 1]))
    builder.output("result", try builder.add(.activation(.relu), [picture]))
    let graph = builder.graph
    for set in InstructionSet.allCases where !InstructionSet.available.contains(set) {
      #expect(throws: RuntimeError.unavailableInstructionSet(set.rawValue)) {
        try Plan(graph, instructionSet: set)
      }
    }
  }

  @Test func aRunOnOtherTensorsIsRefused() throws {
    let plan = try plan(.activation(.relu), [[1, 2, 2, 1]])
    var session = Session(plan, workers: WorkerPool(threads: 1))
    #expect(throws: RuntimeError.wrongInputCount(expected: 1, found: 0)) { _ = try session.run([]) }
    #expect(throws: RuntimeError.self) {
      _ = try session.run([Tensor([1, 2], shape: [1, 2, 1, 1])])
    }
  }
}
