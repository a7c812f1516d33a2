import SilhouetteGraph
import SilhouetteRuntime

/// Graphs at random over the whole operator set: odd shapes, strides, dilations, asymmetric padding,
/// groups, shared values, several outputs. The same seed gives the same graph.
///
/// Weights are scaled so that values stay around 1, and nothing jumps (no rounding, no comparison
/// of near values), so that two right executors agree closely.
public struct RandomGraph {
  var random: SeededGenerator
  var builder = GraphBuilder()
  /// Float pictures that may be read.
  var pictures: [ValueID] = []
  /// Values that nobody has read yet.
  private var unread: Set<ValueID> = []
  private let work: Int

  /// - Parameters:
  ///   - work: multiply-adds and elements after which no node is added.
  public static func graph(seed: UInt64, work: Int = 60_000) -> Graph {
    var generator = RandomGraph(seed: seed, work: work)
    return generator.make()
  }

  /// Random numbers for every input of a graph, about −1…1.
  public static func inputs(of graph: Graph, seed: UInt64) -> [Tensor] {
    var random = SeededGenerator(seed: seed ^ 0x5EED)
    return graph.inputs.map { port in
      let shape = graph[port.value].shape
      return Tensor(
        (0..<shape.elementCount).map { _ in Float.random(in: -1...1, using: &random) },
        shape: shape)
    }
  }

  private init(seed: UInt64, work: Int) {
    random = SeededGenerator(seed: seed)
    self.work = work
  }

  private mutating func make() -> Graph {
    for index in 0..<Int.random(in: 1...2, using: &random) {
      remember(builder.input("input \(index)", TensorType(.float32, inputShape())))
    }
    var attempts = number(4...24)
    while attempts > 0, cost < work {
      attempts -= 1
      // An operator that does not fit the shapes at hand is left out.
      try? step()
    }
    for (index, value) in unread.sorted(by: { $0.index < $1.index }).enumerated() {
      builder.output("output \(index)", value)
    }
    if number(1...3) == 1, let inner = pictures.randomElement(using: &random),
      !unread.contains(inner), builder.graph.producers()[inner.index] != nil
    {
      builder.output("inner", inner)
    }
    return builder.graph
  }

  /// Wide or deep, not both, so that work is left for more operators.
  private mutating func inputShape() -> Shape {
    while true {
      let shape: Shape = [oneIn(6) ? 2 : 1, number(1...33), number(1...33), number(1...40)]
      if shape.elementCount <= work / 10 { return shape }
    }
  }

  private var cost: Int {
    var elements = 0
    for value in builder.graph.values { elements += value.shape.elementCount }
    return builder.graph.arithmetic().multiplyAdds + elements
  }

  // MARK: Choosing

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func oneIn(_ count: Int) -> Bool { number(1...count) == 1 }

  mutating func choose<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  /// Any picture, rather a late one.
  mutating func picture() -> ValueID {
    oneIn(3) ? choose(pictures) : pictures[pictures.count - 1]
  }

  /// A picture of the same shape as another, which may be that one itself.
  mutating func picture(like other: ValueID) -> ValueID {
    let shape = self.shape(of: other)
    return choose(pictures.filter { builder.graph[$0].shape == shape })
  }

  mutating func activation() -> Activation {
    choose([
      .identity, .identity, .identity, .relu, .relu, .relu6, .clip(minimum: -0.5, maximum: 0.75),
      .leakyRelu(slope: 0.1), .hardSwish, .hardSigmoid(slope: 0.2, offset: 0.5), .sigmoid, .tanh,
    ])
  }

  // MARK: Building

  func shape(of id: ValueID) -> Shape { builder.graph[id].shape }

  mutating func add(_ operation: Operator, _ inputs: [ValueID]) throws(GraphError) -> ValueID {
    try addMany(operation, inputs)[0]
  }

  mutating func addMany(_ operation: Operator, _ inputs: [ValueID]) throws(GraphError) -> [ValueID]
  {
    let outputs = try builder.addMany(operation, inputs)
    for input in inputs { unread.remove(input) }
    for output in outputs { remember(output) }
    return outputs
  }

  /// An operator whose output is quantised.
  mutating func addQuantized(
    _ operation: Operator, _ inputs: [ValueID], _ quantization: Quantization
  ) throws(GraphError) -> ValueID {
    let output = try builder.add(operation, inputs, quantization: quantization)
    remember(output)
    return output
  }

  private mutating func remember(_ id: ValueID) {
    // Inputs that nobody reads are no outputs.
    if builder.graph.inputs.allSatisfy({ $0.value != id }) { unread.insert(id) }
    let value = builder.graph[id]
    if value.shape.rank == 4, value.elementType == .float32 { pictures.append(id) }
  }

  /// A constant with numbers between the bounds, sometimes through float16 as files have it.
  mutating func constant(
    _ shape: Shape, _ range: ClosedRange<Float>, mayBeHalf: Bool = true
  ) throws(GraphError) -> ValueID {
    let numbers = (0..<shape.elementCount).map { _ in Float.random(in: range, using: &random) }
    guard mayBeHalf, oneIn(4) else {
      return builder.constant("constant", Constant(numbers, shape: shape))
    }
    let half = builder.constant("half", Constant(halving: numbers, shape: shape))
    return try builder.add(.dequantize, [half])
  }

  /// Weights that keep the variance of what goes through.
  mutating func weights(_ shape: Shape) throws(GraphError) -> ValueID {
    let bound = (3 / Float(shape.elementCount / shape[0])).squareRoot()
    return try constant(shape, -bound...bound)
  }

  mutating func pointwise(
    _ input: ValueID, to channels: Int, activation: Activation = .identity
  ) throws(GraphError) -> ValueID {
    let weights = try weights([channels, 1, 1, shape(of: input)[3]])
    let bias = try constant([channels], -0.5...0.5)
    return try add(.convolution(Convolution(activation: activation)), [input, weights, bias])
  }
}
