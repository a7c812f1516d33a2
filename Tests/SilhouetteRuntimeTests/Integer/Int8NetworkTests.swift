import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Whole int8 networks on random shapes: what steps do for one another (tables, margins, rows that are
/// passed on) leaves every result as the reference has it.
@Suite struct Int8NetworkTests {
  /// A picture to a mask: an encoder with a skip and a gate, a decoder that enlarges twice.
  struct Maker {
    var generator: SeededGenerator
    var builder = GraphBuilder()

    init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func int(_ range: ClosedRange<Int>) -> Int {
      Int.random(in: range, using: &generator)
    }

    mutating func quantization(_ scale: Float) -> Quantization {
      Quantization(
        scale: scale * Float.random(in: 0.7...1.4, using: &generator),
        zeroPoint: Int32(int(-128...100)))
    }

    private mutating func constant(
      _ range: ClosedRange<Int>, _ type: ElementType, _ shape: Shape, _ quantization: Quantization?
    ) -> ValueID {
      var numbers: [Int] = []
      for _ in 0..<shape.elementCount { numbers.append(int(range)) }
      let tensor = Tensor(numbers, type, shape: shape)
      return builder.constant(
        "constant",
        Constant(
          storage: Bytes(copying: tensor.bytes), offset: 0, elementType: type, storedShape: shape),
        quantization: quantization)
    }

    /// Weights whose sums come to about the range of the output.
    private mutating func parameters(
      _ input: ValueID, _ shape: Shape, output: Quantization
    ) -> [ValueID] {
      let from = builder.graph[input].quantization?.scale ?? 1
      var scales: [Float] = []
      for _ in 0..<shape[0] {
        let spread = Float.random(in: 0.3...2, using: &generator)
        scales.append(
          spread * output.scale / from / Float(10 * shape.elementCount / shape[0] + 60))
      }
      let weights = constant(
        -127...127, .int8, shape,
        Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, axis: 0))
      return [weights, constant(-500...500, .int32, [shape[0]], nil)]
    }

    mutating func convolution(
      _ input: ValueID, to channels: Int, kernel: Int = 1, stride: Int = 1,
      depthwise: Bool = false, _ activation: Activation = .identity
    ) throws -> ValueID {
      let depth = builder.graph[input].shape[3]
      let output = quantization(0.05)
      let (before, after) = ((kernel - 1) / 2, kernel / 2)
      let operation = Convolution(
        strides: Extent2D(stride),
        padding: Padding(top: before, bottom: after, left: before, right: after),
        groups: depthwise ? depth : 1, activation: activation)
      let shape: Shape = [depthwise ? depth : channels, kernel, kernel, depthwise ? 1 : depth]
      return try builder.add(
        .convolution(operation),
        [input] + parameters(input, shape, output: output),
        quantization: output)
    }

    mutating func gated(_ map: ValueID) throws -> ValueID {
      let channels = builder.graph[map].shape[3]
      let mean = try builder.add(
        .reduction(Reduction(.mean, axes: [1, 2], keepsAxes: true)), [map],
        quantization: quantization(0.03))
      let less = try convolution(mean, to: int(1...9), .relu)
      let gate = try builder.add(
        .activation(.sigmoid), [try convolution(less, to: channels)],
        quantization: Quantization(scale: 1 / 256, zeroPoint: -128))
      return try builder.add(
        .binary(Binary(.multiply)), [map, gate], quantization: quantization(0.03))
    }

    mutating func sum(_ a: ValueID, _ b: ValueID) throws -> ValueID {
      try builder.add(.binary(Binary(.add)), [a, b], quantization: quantization(0.06))
    }

    mutating func enlarged(_ map: ValueID) throws -> ValueID {
      let shape = builder.graph[map].shape
      let resize = Resize(
        size: Extent2D(height: 2 * shape[1], width: 2 * shape[2]), filter: .bilinear,
        coordinates: .halfPixel)
      return try builder.add(.resize(resize), [map], quantization: builder.graph[map].quantization)
    }

    mutating func network() throws -> Graph {
      let size: Shape = [1, 2 * int(3...9), 2 * int(3...21), int(1...5)]
      let input = builder.input("picture", TensorType(.float32, size))
      let numbers = try builder.add(
        .quantize(to: .int8), [input], quantization: Quantization(scale: 0.0078, zeroPoint: -3))
      let channels = int(3...40)
      let first = try convolution(numbers, to: channels, kernel: 3)
      let skip = try builder.add(
        .activation(.hardSwish), [first],
        quantization: Quantization(
          scale: (builder.graph[first].quantization?.scale ?? 1) * 1.1, zeroPoint: -120))
      let wide = try convolution(skip, to: int(1...70), .relu)
      var map = try convolution(
        wide, to: 0, kernel: [3, 5][int(0...1)], stride: 2, depthwise: true, .relu)
      map = try gated(map)
      map = try enlarged(try convolution(map, to: channels))
      map = try sum(map, skip)
      let narrow = try convolution(try gated(map), to: int(1...20), .relu)
      map = try sum(narrow, try convolution(narrow, to: 0, kernel: 3, depthwise: true, .relu))
      let output = quantization(0.1)
      let depth = builder.graph[map].shape[3]
      let logits = try builder.add(
        .transposedConvolution(TransposedConvolution(strides: Extent2D(2))),
        [map] + parameters(map, [1, 2, 2, depth], output: output),
        quantization: output)
      let mask = try builder.add(
        .activation(.sigmoid), [logits],
        quantization: Quantization(scale: 1 / 256, zeroPoint: -128))
      builder.output("mask", try builder.add(.dequantize, [mask]))
      if int(0...1) == 0 { builder.output("narrow", narrow) }
      return builder.graph
    }
  }

  @Test("Encoder and decoder", arguments: Array(UInt64(1)...20))
  func network(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let graph = try maker.network()
    let shape = graph[graph.inputs[0].value].shape
    var numbers: [Float] = []
    for _ in 0..<shape.elementCount {
      numbers.append(Float.random(in: -1...1, using: &maker.generator))
    }
    let picture = Tensor(numbers, shape: shape)
    let expected = try ReferenceExecutor(graph).run([picture])
    for set in InstructionSet.available {
      // Every form of the set, and none of them.
      for form in 0...set.byteForms.count {
        try check(graph, picture, expected, set, form: form)
      }
    }
  }

  private func check(
    _ graph: Graph, _ picture: Tensor, _ expected: [Tensor], _ set: InstructionSet, form: Int
  ) throws {
    var check = Plan.Check()
    (check.gap, check.byteForm) = (192, form)
    let plan = try Plan(graph, mode: .exact, instructionSet: set, check: check)
    for threads in [1, 3] {
      var session = Session(plan, workers: WorkerPool(threads: threads))
      // Twice: rows and margins are written again over what the first run has left.
      _ = try session.run([picture])
      let found = try session.run([picture])
      let name = "\(picture.type.shape) on \(set.rawValue), form \(form), \(threads) threads"
      #expect(found.map { $0.bytes } == expected.map { $0.bytes }, "\(name)")
      let isContained = session.areGapsIntact
      #expect(isContained, "\(name) writes beyond its buffers")
    }
  }
}
