import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Stages that make more than a row of an operator at a time.
@Suite struct StageTests {
  private static let padding = Padding(top: 1, bottom: 1, left: 1, right: 1)

  private func check(_ graph: Graph) throws {
    let inputs = RandomGraph.inputs(of: graph, seed: 3)
    let expected = try ReferenceExecutor(graph).run(inputs)
    for set in InstructionSet.available {
      let plan = try Plan(graph, instructionSet: set)
      var alone = Session(plan, workers: WorkerPool(threads: 1))
      let first = try alone.run(inputs)
      for (a, b) in zip(first, expected) { #expect(a.relativeDifference(to: b) <= 1e-4, "\(set)") }
      for threads in 2...3 {
        var session = Session(plan, workers: WorkerPool(threads: threads))
        for (a, b) in zip(try session.run(inputs), first) {
          #expect(a.bytes == b.bytes, "\(set), \(threads) threads")
        }
      }
    }
  }

  @Test("Weights that outweigh a row, on short rows", arguments: [6, 7, 12], [3, 5, 6, 14])
  func heavyWeights(height: Int, width: Int) throws {
    var p = PatternBuilder()
    let x = p.input([2, height, width, 40])
    let wide = try p.convolution(x, 260, Convolution(activation: .hardSwish))
    let apart = Convolution(padding: Self.padding, groups: 260, activation: .relu)
    let filtered = try p.convolution(wide, 260, kernel: 3, apart)
    let sum = try p.binary(.add, try p.convolution(filtered, 40), x)
    let dense = try p.convolution(sum, 72, kernel: 3, Convolution(padding: Self.padding))
    p.output(sum)
    p.output(
      try p.convolution(
        dense, 90, kernel: 3,
        Convolution(strides: Extent2D(2), padding: Self.padding, activation: .relu)))
    try check(p.builder.graph)
  }

  @Test("Sums of enlarged maps of many channels", arguments: [3, 6], [80, 200])
  func enlargedSums(size: Int, channels: Int) throws {
    var p = PatternBuilder()
    let small = try p.convolution(p.input([1, size, size, 20]), channels, kernel: 3)
    let middle = try p.convolution(p.input([1, 2 * size - 4, 2 * size - 4, 12]), channels)
    let large = try p.convolution(p.input([1, 8 * size - 16, 8 * size - 16, 5]), channels)
    var sum = try p.binary(.add, large, try p.enlarged(small, by: 8))
    sum = try p.binary(.add, sum, try p.enlarged(middle, by: 4))
    p.output(try p.convolution(try p.activation(.relu, sum), 2))
    try check(p.builder.graph)
  }

  @Test(
    "Convolutions by tiles, also of maps that end within one",
    arguments: [(6, 70), (14, 13), (12, 12), (23, 30), (40, 9)], [Self.padding, .none])
  func tiles(size: (height: Int, width: Int), padding: Padding) throws {
    var p = PatternBuilder()
    let x = p.input([2, size.height, size.width, 16])
    let first = try p.convolution(
      x, 21, kernel: 3, Convolution(padding: padding, activation: .relu))
    let same = Convolution(padding: Self.padding, activation: .hardSwish)
    let second = try p.convolution(first, 40, kernel: 3, same)
    let third = try p.convolution(second, 21, kernel: 3, Convolution(padding: Self.padding))
    let sum = try p.binary(.add, third, first)
    p.output(second)
    p.output(try p.convolution(sum, 30, kernel: 3, same))
    let plan = try Plan(p.builder.graph)
    #expect(plan.steps.contains { $0.name.contains("products of") })
    try check(p.builder.graph)
  }

  @Test(
    "Strided convolutions by tiles, also of maps that end within one",
    arguments: [(9, 130), (29, 27), (32, 32), (47, 60), (80, 17)],
    [Self.padding, Padding(top: 0, bottom: 1, left: 0, right: 1), .none])
  func stridedTiles(size: (height: Int, width: Int), padding: Padding) throws {
    var p = PatternBuilder()
    let x = p.input([2, size.height, size.width, 5])
    let wide = try p.convolution(x, 18, kernel: 3, Convolution(padding: Self.padding))
    let strided = Convolution(strides: Extent2D(2), padding: padding, activation: .relu)
    let small = try p.convolution(wide, 70, kernel: 3, strided)
    p.output(try p.convolution(small, 30))
    let plan = try Plan(p.builder.graph)
    #expect(plan.steps.contains { $0.name.contains("products of") })
    try check(p.builder.graph)
  }

  @Test(
    "Small maps of many channels, whose blocks are shared out rather than rows",
    arguments: [1, 6, 12], [65, 128])
  func sharedBlocks(size: Int, channels: Int) throws {
    var p = PatternBuilder()
    let x = p.input([2, size, size, channels])
    let same = Convolution(padding: Self.padding, activation: .relu)
    let first = try p.convolution(x, channels, kernel: 3, same)
    let second = try p.convolution(first, channels, kernel: 3, same)
    let sum = try p.binary(.add, second, x)
    p.output(sum)
    p.output(try p.convolution(try p.convolution(sum, channels, kernel: 3, same), 300))
    try check(p.builder.graph)
  }

  @Test("What makes less of a large picture runs where the picture is made, which is not kept")
  func largePicture() throws {
    var p = PatternBuilder()
    let shape = [1, 64, 66, 64]
    let large = try p.convolution(p.input([1, 64, 66, 4]), 64, Convolution(activation: .relu))
    let halves = Convolution(strides: Extent2D(2), padding: Self.padding, groups: 64)
    let small = try p.convolution(large, 64, kernel: 3, halves)
    let gate = try p.convolution(try p.mean(small), 64)
    p.output(try p.convolution(try p.binary(.multiply, small, gate), 2))
    p.output(try p.convolution(large, 3))
    let plan = try Plan(p.builder.graph)
    #expect(plan.arenaByteCount < shape.reduce(4, *))
    try check(p.builder.graph)
  }
}
