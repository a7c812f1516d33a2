import SilhouetteGraph
import SilhouetteRuntime

/// Planned int8 operators on random shapes: equal to the reference formulas on every instruction
/// set and number of threads.
extension TwinCheck {
  static let int8Operators = [
    int8("convolutions with groups, strides, dilation and padding") { $0.convolutions() },
    int8("depthwise convolutions") { $0.depthwise() },
    int8("sums beyond what float32 holds exactly", seeds: 6) { $0.wideSums() },
    int8("transposed convolutions", seeds: 12) { $0.transposedConvolutions() },
    int8("sums and products that broadcast") { $0.combinations() },
    int8("activations", seeds: 8) { $0.activations() },
    int8("pools, means and resizes") { $0.pictures() },
    int8("padding, joining and moving", seeds: 8) { $0.movement() },
    int8("rounding halves away from zero, and saturation", seeds: 8) { $0.quantising() },
  ]

  private static func int8(
    _ name: String, seeds: Int = 24,
    _ compare: @escaping @Sendable (inout Int8OperatorTwins) -> Void
  ) -> TwinCheck {
    TwinCheck("int8 " + name, seeds: 1..<seeds + 1) { set, seed, findings in
      var twins = Int8OperatorTwins(
        set: set, maker: Int8Maker(UInt64(seed)), findings: findings)
      compare(&twins)
      findings = twins.findings
    }
  }
}

private struct Int8OperatorTwins {
  let set: InstructionSet
  var maker: Int8Maker
  var findings: Findings

  /// Runs a graph of one operator planned and by the reference.
  private mutating func check(
    _ operation: Operator, _ inputs: [Tensor], _ quantizations: [Quantization?],
    _ result: Quantization, constants: Set<Int> = []
  ) {
    let variable = inputs.indices.filter { !constants.contains($0) }.map { inputs[$0] }
    let graph: Graph
    do throws(GraphError) {
      graph = try singleOperatorGraph(
        operation, inputs, quantizations: quantizations, resultQuantization: result,
        constants: constants
      ).graph
    } catch {
      return findings.expect(false, "\(operation.name): \(error.description)")
    }
    do throws(RuntimeError) {
      let expected = try ReferenceExecutor(graph).run(variable)
      // Every form of the set, and none of them.
      for form in 0...set.byteForms.count {
        var check = Plan.Check()
        (check.gap, check.byteForm) = (192, form)
        let plan = try Plan(graph, mode: nil, instructionSet: set, check: check)
        for threads in [1, 3] {
          var session = Session(plan, workers: WorkerPool(threads: threads))
          let found = try session.run(variable)
          findings.expect(
            found.count == expected.count
              && found.indices.allSatisfy { found[$0].bytes == expected[$0].bytes },
            "\(operation.name), form \(form), \(threads) threads differs from its formula")
          findings.expect(
            session.areGapsIntact, "\(operation.name), form \(form) writes beyond its buffers")
        }
      }
    } catch {
      findings.expect(false, "\(operation.name): \(error.description)")
    }
  }

  /// Weights with a scale for each output channel, and biases; the sums come to about the range of
  /// the output.
  private mutating func parameters(
    _ shape: Shape, input: Quantization, output: Quantization,
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

  mutating func convolutions() {
    let groups = [1, 1, 2, 3][maker.int(0...3)]
    let picture = maker.picture(channels: groups * maker.int(1...12))
    let kernel = maker.extent(1...3)
    let weights: Shape = [
      groups * maker.int(1...20), kernel.height, kernel.width, picture[3] / groups,
    ]
    let convolution = Convolution(
      strides: maker.extent(1...2), dilations: maker.extent(1...2), padding: maker.padding(2),
      groups: groups, activation: [.identity, .relu, .relu6][maker.int(0...2)])
    check(convolution, weights, picture)
  }

  mutating func depthwise() {
    let picture = maker.picture()
    let kernel = maker.extent(1...5)
    let convolution = Convolution(
      strides: maker.extent(1...2), padding: maker.padding(2), groups: picture[3],
      activation: .relu)
    check(convolution, [picture[3], kernel.height, kernel.width, 1], picture)
  }

  mutating func wideSums() {
    let picture = maker.picture(channels: 24)
    let bias = -1_000_000_000...1_000_000_000
    for groups in [1, 24] {
      check(
        Convolution(groups: groups), [24, 1, 1, 24 / groups], picture, biasRange: bias)
    }
  }

  private mutating func check(
    _ convolution: Convolution, _ weights: Shape, _ picture: Shape,
    biasRange: ClosedRange<Int> = -3000...3000
  ) {
    let (input, output) = (maker.quantization(), maker.quantization())
    let (tensors, quantizations) = parameters(
      weights, input: input, output: output, biasRange: biasRange)
    check(
      .convolution(convolution), [maker.tensor(picture)] + tensors, [input] + quantizations,
      output, constants: [1, 2])
  }

  mutating func transposedConvolutions() {
    let picture = maker.picture(channels: maker.int(1...20))
    let (input, output) = (maker.quantization(), maker.quantization())
    let (kernel, strides) = (maker.extent(1...4), maker.extent(1...3))
    let (tensors, quantizations) = parameters(
      [maker.int(1...5), kernel.height, kernel.width, picture[3]], input: input,
      output: output, biasRange: -3000...3000)
    let operation = TransposedConvolution(
      strides: strides, padding: maker.padding(1),
      outputPadding: maker.extent(0...1), activation: .relu)
    check(
      .transposedConvolution(operation), [maker.tensor(picture)] + tensors,
      [input] + quantizations, output, constants: [1, 2])
  }

  mutating func combinations() {
    let shape = maker.picture()
    let gate: Shape =
      [shape, [1, 1, 1, shape[3]], [shape[0], 1, 1, shape[3]], [1], [shape[1], 1, shape[3]]][
        maker.int(0...4)]
    for kind in [Binary.Kind.add, .multiply] {
      let quantizations: [Quantization?] = [
        maker.quantization(decades: 4), maker.quantization(decades: 4),
      ]
      let binary = Binary(kind, activation: [.identity, .relu, .relu6][maker.int(0...2)])
      check(
        .binary(binary), [maker.tensor(shape), maker.tensor(gate)], quantizations,
        maker.quantization(decades: 4))
      check(
        .binary(binary), [maker.tensor(gate), maker.tensor(shape)], quantizations,
        maker.quantization(decades: 4))
    }
  }

  mutating func activations() {
    let all = Tensor(Array(-128...127), .int8, shape: [256])
    let input = maker.quantization()
    check(
      .activation(.sigmoid), [all], [input], Quantization(scale: 1 / 256, zeroPoint: -128))
    for activation in [Activation.hardSwish, .relu, .relu6, .clip(minimum: -1, maximum: 2)] {
      let output = Quantization(
        scale: input.scale * Float.random(in: 0.6...2, using: &maker.generator),
        zeroPoint: Int32(maker.int(-128...127)))
      check(.activation(activation), [all], [input], output)
    }
  }

  mutating func pictures() {
    let picture = maker.tensor(maker.picture())
    let shared = maker.quantization()
    let window = maker.extent(1...4)
    let padding = Padding(
      top: maker.int(0...(window.height - 1)), left: maker.int(0...(window.width - 1)))
    for kind in [Pool.Kind.maximum, .average(countsPadding: false)] {
      let pool = Pool(
        kind, window: window, strides: maker.extent(1...3), padding: padding, activation: .relu)
      check(.pool(pool), [picture], [shared], shared)
    }
    for axes in [[1, 2], [3], [0, 2], [1, 3], [0, 1, 2, 3]] {
      let mean = Reduction(.mean, axes: axes, keepsAxes: maker.int(0...1) == 0)
      check(.reduction(mean), [picture], [shared], maker.quantization())
    }
    for coordinates in [Resize.Coordinates.halfPixel, .alignCorners, .asymmetric] {
      for filter in [Resize.Filter.bilinear, .nearest(.halfUp)] {
        let resize = Resize(
          size: maker.extent(1...40), filter: filter, coordinates: coordinates)
        check(.resize(resize), [picture], [shared], shared)
      }
    }
  }

  mutating func movement() {
    let shape = maker.picture()
    let picture = maker.tensor(shape)
    let shared = maker.quantization()
    check(
      .pad(Pad(before: [0, 1, 2, 0], after: [1, 0, 3, 2], value: 0.5)), [picture], [shared], shared)
    var other = shape
    other[3] = maker.int(1...9)
    check(
      .concatenation(Concatenation(axis: 3, activation: .relu)), [picture, maker.tensor(other)],
      [shared, shared], shared)
    check(.transpose(Transpose([0, 3, 1, 2])), [picture], [shared], shared)
    check(.reshape(Reshape(to: [shape.elementCount])), [picture], [shared], shared)
  }

  mutating func quantising() {
    let output = Quantization(scale: 0.5, zeroPoint: Int32(maker.int(-20...20)))
    var reals: [Float] = [0.25, -0.25, 0.24999999, -0.24999999, 1e30, -1e30, .infinity, .nan]
    for _ in 0..<3000 { reals.append(Float.random(in: -90...90, using: &maker.generator)) }
    check(.quantize(to: .int8), [Tensor(reals, shape: [reals.count])], [nil], output)
    check(
      .quantize(to: .int8), [maker.tensor([999])], [maker.quantization()], maker.quantization())
  }
}
