import SilhouetteGraph
import SilhouetteRuntime

/// A graph of one operator or a few, small enough to write, break and run by the thousand; its
/// weights are random.
public struct TinyModel: Sendable, CustomStringConvertible {
  public var name: String
  public var graph: Graph
  /// Whether a TensorFlow Lite file says every node with one operator of the same attributes.
  public var isDirect: Bool

  public var description: String { name }

  /// Models for every operator and its attributes, the same ones for the same seed.
  public static func all(seed: UInt64) -> [TinyModel] {
    var maker = TinyModelMaker(seed: seed)
    do {
      try maker.addConvolutions()
      try maker.addElementwise()
      try maker.addReductions()
      try maker.addMovement()
      try maker.addNetwork()
    } catch {
      fatalError("a tiny model contradicts itself: \(error)")
    }
    return maker.models
  }

  /// Random inputs for a run.
  public func inputs(seed: UInt64) -> [Tensor] {
    var random = SeededGenerator(seed: seed)
    return graph.inputs.map { port in
      randomTensor(graph[port.value].shape, using: &random)
    }
  }
}

extension SeededGenerator {
  /// Numbers from −1 to 1.
  public mutating func floats(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float.random(in: -1...1, using: &self) }
  }

  public mutating func integer(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }
}

/// Collects tiny models.
struct TinyModelMaker {
  var models: [TinyModel] = []
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func weights(_ shape: Shape) -> Constant {
    Constant(random.floats(shape.elementCount), shape: shape)
  }

  /// `[1, h, w, channels]` with odd and even sides of 5 to 8.
  mutating func picture(_ channels: Int) -> Shape {
    [1, random.integer(5...8), random.integer(5...8), channels]
  }

  /// One node on float32 inputs of the given shapes, followed by constants.
  mutating func add(
    _ name: String, _ operation: Operator, _ inputs: [Shape], _ constants: [Constant] = [],
    isDirect: Bool = true
  ) throws {
    var builder = GraphBuilder()
    var operands: [ValueID] = []
    for (index, shape) in inputs.enumerated() {
      operands.append(builder.input("input \(index)", TensorType(.float32, shape)))
    }
    for (index, constant) in constants.enumerated() {
      operands.append(builder.constant("constant \(index)", constant))
    }
    for (index, output) in try builder.addMany(operation, operands).enumerated() {
      builder.output("output \(index)", output)
    }
    models.append(TinyModel(name: name, graph: builder.graph, isDirect: isDirect))
  }

  /// A little of everything in a row, with values that are read twice.
  mutating func addNetwork() throws {
    var builder = GraphBuilder()
    let input = builder.input("picture", TensorType(.float32, [1, 12, 10, 3]))
    func parameter(_ shape: Shape) -> ValueID { builder.constant("weights", weights(shape)) }
    let stem = try builder.add(
      .convolution(
        Convolution(
          strides: Extent2D(2), padding: Padding(bottom: 1, right: 1), activation: .hardSwish)),
      [input, parameter([8, 3, 3, 3]), parameter([8])])
    let depthwise = try builder.add(
      .convolution(
        Convolution(
          padding: Padding(top: 1, bottom: 1, left: 1, right: 1), groups: 8, activation: .relu)),
      [stem, parameter([8, 3, 3, 1]), parameter([8])])
    let mean = try builder.add(
      .reduction(Reduction(.mean, axes: [1, 2], keepsAxes: true)), [depthwise])
    let gate = try builder.add(
      .convolution(Convolution(activation: .sigmoid)), [mean, parameter([8, 1, 1, 8])])
    let gated = try builder.add(.binary(Binary(.multiply)), [depthwise, gate])
    let sum = try builder.add(.binary(Binary(.add)), [gated, stem])
    let enlarged = try builder.add(
      .resize(
        Resize(
          size: Extent2D(height: 12, width: 10), filter: .bilinear, coordinates: .halfPixel)),
      [sum])
    let mask = try builder.add(
      .convolution(Convolution(activation: .sigmoid)),
      [enlarged, parameter([1, 1, 1, 8]), parameter([1])])
    builder.output("mask", mask)
    models.append(TinyModel(name: "network", graph: builder.graph, isDirect: false))
  }
}
