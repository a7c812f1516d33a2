import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Planned int8 operators on random shapes: equal to the reference formulas on every instruction
/// set and number of threads.
@Suite struct Int8PlanTests {
  static let seeds: [UInt64] = Array(1...24)

  /// Numbers for one operator.
  struct Maker {
    var generator: SeededGenerator

    init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func int(_ range: ClosedRange<Int>) -> Int {
      Int.random(in: range, using: &generator)
    }

    mutating func tensor(_ shape: Shape, _ range: ClosedRange<Int> = -128...127) -> Tensor {
      var numbers: [Int] = []
      for _ in 0..<shape.elementCount { numbers.append(int(range)) }
      return Tensor(numbers, .int8, shape: shape)
    }

    /// Scales over `decades` orders of magnitude.
    mutating func quantization(decades: Double = 2) -> Quantization {
      let exponent = Double.random(in: -decades...0, using: &generator)
      var scale = 1.0
      for _ in 0..<Int(-exponent) { scale /= 10 }
      scale *= Double.random(in: 0.1...1, using: &generator)
      return Quantization(scale: Float(scale), zeroPoint: Int32(int(-128...127)))
    }

    mutating func extent(_ range: ClosedRange<Int>) -> Extent2D {
      Extent2D(height: int(range), width: int(range))
    }

    mutating func padding(_ most: Int) -> Padding {
      Padding(
        top: int(0...most), bottom: int(0...most), left: int(0...most), right: int(0...most))
    }

    mutating func picture(channels: Int? = nil) -> Shape {
      [int(1...2), int(6...17), int(6...17), channels ?? int(1...40)]
    }
  }

  /// Runs a graph of one operator planned and by the reference.
  private func check(
    _ operation: Operator, _ inputs: [Tensor], _ quantizations: [Quantization?],
    _ result: Quantization, constants: Set<Int> = []
  ) throws {
    let (graph, _) = try singleOperatorGraph(
      operation, inputs, quantizations: quantizations, resultQuantization: result,
      constants: constants)
    let variable = inputs.indices.filter { !constants.contains($0) }.map { inputs[$0] }
    let expected = try ReferenceExecutor(graph).run(variable)
    for set in InstructionSet.available {
      let plan = try Plan(graph, instructionSet: set)
      for threads in [1, 3] {
        var session = Session(plan, workers: WorkerPool(threads: threads))
        let found = try session.run(variable)
        #expect(
          found.map { $0.bytes } == expected.map { $0.bytes },
          "\(operation.name) \(inputs.map { $0.type }) on \(set.rawValue), \(threads) threads")
      }
    }
  }

  /// Weights with a scale for each output channel, and biases; the sums come to about the range of
  /// the output.
  private func parameters(
    _ maker: inout Maker, _ shape: Shape, input: Quantization, output: Quantization,
    biasRange: ClosedRange<Int>
  ) -> (tensors: [Tensor], quantizations: [Quantization?]) {
    let taps = shape.elementCount / shape[0]
    var scales: [Float] = []
    for _ in 0..<shape[0] {
      let spread = Double.random(in: 0.2...3, using: &maker.generator)
      scales.append(
        Float(spread * Double(output.scale) / Double(input.scale) / Double(30 * taps + 1)))
    }
    var biases: [Int] = []
    for _ in 0..<shape[0] { biases.append(maker.int(biasRange)) }
    return (
      [maker.tensor(shape, -127...127), Tensor(biases, .int32, shape: [shape[0]])],
      [
        Quantization(
          scales: scales, zeroPoints: scales.map { _ in 0 }, axis: 0), nil,
      ]
    )
  }

  @Test("Convolutions with groups, strides, dilation and padding", arguments: seeds)
  func convolutions(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let groups = [1, 1, 2, 3][maker.int(0...3)]
    let picture = maker.picture(channels: groups * maker.int(1...12))
    let kernel = maker.extent(1...3)
    let weights: Shape = [
      groups * maker.int(1...20), kernel.height, kernel.width, picture[3] / groups,
    ]
    let convolution = Convolution(
      strides: maker.extent(1...2), dilations: maker.extent(1...2), padding: maker.padding(2),
      groups: groups, activation: [.identity, .relu, .relu6][maker.int(0...2)])
    try check(convolution, weights, picture, &maker)
  }

  @Test("Depthwise convolutions", arguments: seeds)
  func depthwise(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let picture = maker.picture()
    let kernel = maker.extent(1...5)
    let convolution = Convolution(
      strides: maker.extent(1...2), padding: maker.padding(2), groups: picture[3],
      activation: .relu)
    try check(convolution, [picture[3], kernel.height, kernel.width, 1], picture, &maker)
  }

  @Test("Sums beyond what float32 holds exactly", arguments: seeds.prefix(6))
  func wideSums(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let picture = maker.picture(channels: 24)
    let bias = -1_000_000_000...1_000_000_000
    for groups in [1, 24] {
      try check(
        Convolution(groups: groups), [24, 1, 1, 24 / groups], picture, &maker, biasRange: bias)
    }
  }

  private func check(
    _ convolution: Convolution, _ weights: Shape, _ picture: Shape, _ maker: inout Maker,
    biasRange: ClosedRange<Int> = -3000...3000
  ) throws {
    let (input, output) = (maker.quantization(), maker.quantization())
    let (tensors, quantizations) = parameters(
      &maker, weights, input: input, output: output, biasRange: biasRange)
    try check(
      .convolution(convolution), [maker.tensor(picture)] + tensors, [input] + quantizations,
      output, constants: [1, 2])
  }

  @Test("Transposed convolutions", arguments: seeds.prefix(12))
  func transposedConvolutions(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let picture = maker.picture(channels: maker.int(1...20))
    let (input, output) = (maker.quantization(), maker.quantization())
    let (kernel, strides) = (maker.extent(1...4), maker.extent(1...3))
    let (tensors, quantizations) = parameters(
      &maker, [maker.int(1...5), kernel.height, kernel.width, picture[3]], input: input,
      output: output, biasRange: -3000...3000)
    let operation = TransposedConvolution(
      strides: strides, padding: maker.padding(1),
      outputPadding: maker.extent(0...1), activation: .relu)
    try check(
      .transposedConvolution(operation), [maker.tensor(picture)] + tensors,
      [input] + quantizations, output, constants: [1, 2])
  }

  @Test("Sums and products that broadcast", arguments: seeds)
  func combinations(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let shape = maker.picture()
    let gate: Shape =
      [shape, [1, 1, 1, shape[3]], [shape[0], 1, 1, shape[3]], [1], [shape[1], 1, shape[3]]][
        maker.int(0...4)]
    for kind in [Binary.Kind.add, .multiply] {
      let quantizations = [maker.quantization(decades: 4), maker.quantization(decades: 4)]
      let binary = Binary(kind, activation: [.identity, .relu, .relu6][maker.int(0...2)])
      try check(
        .binary(binary), [maker.tensor(shape), maker.tensor(gate)], quantizations,
        maker.quantization(decades: 4))
      try check(
        .binary(binary), [maker.tensor(gate), maker.tensor(shape)], quantizations,
        maker.quantization(decades: 4))
    }
  }

  @Test("Activations", arguments: seeds.prefix(8))
  func activations(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let all = Tensor(Array(-128...127), .int8, shape: [256])
    let input = maker.quantization()
    try check(
      .activation(.sigmoid), [all], [input], Quantization(scale: 1 / 256, zeroPoint: -128))
    for activation in [Activation.hardSwish, .relu, .relu6, .clip(minimum: -1, maximum: 2)] {
      let output = Quantization(
        scale: input.scale * Float.random(in: 0.6...2, using: &maker.generator),
        zeroPoint: Int32(maker.int(-128...127)))
      try check(.activation(activation), [all], [input], output)
    }
  }

  @Test("Pools, means and resizes", arguments: seeds)
  func pictures(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let picture = maker.tensor(maker.picture())
    let shared = maker.quantization()
    let window = maker.extent(1...4)
    let padding = Padding(
      top: maker.int(0...(window.height - 1)), left: maker.int(0...(window.width - 1)))
    for kind in [Pool.Kind.maximum, .average(countsPadding: false)] {
      let pool = Pool(
        kind, window: window, strides: maker.extent(1...3), padding: padding, activation: .relu)
      try check(.pool(pool), [picture], [shared], shared)
    }
    for axes in [[1, 2], [3], [0, 2], [1, 3], [0, 1, 2, 3]] {
      let mean = Reduction(.mean, axes: axes, keepsAxes: maker.int(0...1) == 0)
      try check(.reduction(mean), [picture], [shared], maker.quantization())
    }
    for coordinates in [Resize.Coordinates.halfPixel, .alignCorners, .asymmetric] {
      for filter in [Resize.Filter.bilinear, .nearest(.halfUp)] {
        let resize = Resize(
          size: maker.extent(1...40), filter: filter, coordinates: coordinates)
        try check(.resize(resize), [picture], [shared], shared)
      }
    }
  }

  @Test("Padding, joining and moving", arguments: seeds.prefix(8))
  func movement(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let shape = maker.picture()
    let picture = maker.tensor(shape)
    let shared = maker.quantization()
    try check(
      .pad(Pad(before: [0, 1, 2, 0], after: [1, 0, 3, 2], value: 0.5)), [picture], [shared], shared)
    var other = shape
    other[3] = maker.int(1...9)
    try check(
      .concatenation(Concatenation(axis: 3, activation: .relu)), [picture, maker.tensor(other)],
      [shared, shared], shared)
    try check(.transpose(Transpose([0, 3, 1, 2])), [picture], [shared], shared)
    try check(.reshape(Reshape(to: [shape.elementCount])), [picture], [shared], shared)
  }

  @Test("Quantising rounds halves away from zero and saturates", arguments: seeds.prefix(8))
  func quantising(_ seed: UInt64) throws {
    var maker = Maker(seed)
    let output = Quantization(scale: 0.5, zeroPoint: Int32(maker.int(-20...20)))
    var reals: [Float] = [0.25, -0.25, 0.24999999, -0.24999999, 1e30, -1e30, .infinity, .nan]
    for _ in 0..<3000 { reals.append(Float.random(in: -90...90, using: &maker.generator)) }
    try check(.quantize(to: .int8), [Tensor(reals, shape: [reals.count])], [nil], output)
    try check(
      .quantize(to: .int8), [maker.tensor([999])], [maker.quantization()], maker.quantization())
  }

  @Test("Scales that no shift can bridge, and sums that can pass 32 bits, are refused")
  func refused() throws {
    let small = Quantization(scale: 1e-20, zeroPoint: 0)
    let unit = Quantization(scale: 1, zeroPoint: 0)
    let tensor = Tensor([1, 2], .int8, shape: [2])
    let cases: [(Operator, [Quantization?], Quantization)] = [
      (.binary(Binary(.multiply)), [unit, unit], small),
      (.binary(Binary(.add)), [unit, unit], small),
      (.binary(Binary(.divide)), [unit, unit], unit),
      (.concatenation(Concatenation(axis: 0)), [unit, small], unit),
      (.binary(Binary(.add)), [unit, Quantization(scale: 1, zeroPoint: 200)], unit),
    ]
    for (operation, quantizations, result) in cases {
      let (graph, _) = try singleOperatorGraph(
        operation, [tensor, tensor], quantizations: quantizations, resultQuantization: result)
      #expect(throws: RuntimeError.self) { try Plan(graph) }
      #expect(throws: RuntimeError.self) { try ReferenceExecutor(graph) }
    }
    let taps = 90_000
    let weights = Tensor([Int](repeating: 127, count: taps), .int8, shape: [1, 1, 1, taps])
    let input = Tensor([Int](repeating: 1, count: taps), .int8, shape: [1, 1, 1, taps])
    let (graph, _) = try singleOperatorGraph(
      .convolution(Convolution()), [input, weights], quantizations: [unit, unit],
      resultQuantization: unit, constants: [1])
    #expect(throws: RuntimeError.self) { try Plan(graph) }
    #expect(throws: RuntimeError.self) { try ReferenceExecutor(graph) }
  }
}
