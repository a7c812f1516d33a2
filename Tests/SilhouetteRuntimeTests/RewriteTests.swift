import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// A graph in which a rewrite should find something, or just not.
struct RewriteCase: CustomTestStringConvertible, Sendable {
  let rewrite: String
  let title: String
  /// The operators after the rewrite alone, sorted by name; `nil` where it must not fire.
  let expected: [String]?
  let build: @Sendable (inout PatternBuilder) throws -> Void

  init(
    _ rewrite: String, _ title: String, gives expected: [String]?,
    _ build: @escaping @Sendable (inout PatternBuilder) throws -> Void
  ) {
    self.rewrite = rewrite
    self.title = title
    self.expected = expected
    self.build = build
  }

  var testDescription: String { "\(rewrite): \(title)" }
}

@Suite("Each rewrite alone")
struct RewriteTests {
  @Test(
    "fires on its pattern and not beside its gate, and changes no result", arguments: rewriteCases)
  func firesByItsGate(_ example: RewriteCase) throws {
    var pattern = PatternBuilder()
    try example.build(&pattern)
    let graph = pattern.builder.graph
    try graph.validate()
    let rewrite = try #require(Rewrites.inOrder.first { $0.name == example.rewrite })
    let rewritten = try Rewrites.apply([rewrite], to: graph)
    try rewritten.validate()

    let before = graph.nodes.map(\.operation)
    let after = rewritten.nodes.map(\.operation)
    if let expected = example.expected {
      #expect(after != before || graph.nodes.map(\.inputs) != rewritten.nodes.map(\.inputs))
      #expect(after.map(summary).sorted() == expected.sorted())
    } else {
      #expect(after == before)
    }
    let inputs = RandomGraph.inputs(of: graph, seed: 3)
    let wanted = try ReferenceExecutor(graph).run(inputs)
    let found = try ReferenceExecutor(rewritten).run(inputs)
    #expect(found.count == wanted.count)
    for (a, b) in zip(found, wanted) { #expect(a.relativeDifference(to: b) < 1e-5) }
  }

  @Test("stands in the list once, with its reason")
  func listIsComplete() {
    let names = Rewrites.inOrder.map(\.name)
    #expect(Set(names).count == names.count)
    for rewrite in Rewrites.inOrder { #expect(!rewrite.reason.isEmpty) }
    let tested = Set(rewriteCases.map(\.rewrite))
    #expect(Set(names).subtracting(tested).isEmpty)
  }

  /// `convolution+relu` where an activation is fused.
  private func summary(_ operation: Operator) -> String {
    let activation = operation.fusedActivation
    return activation == .identity ? operation.name : "\(operation.name)+\(activation.name)"
  }
}

/// Short spellings for building patterns.
struct PatternBuilder {
  var builder = GraphBuilder()
  private var random = SeededGenerator(seed: 11)

  mutating func input(_ shape: Shape = [1, 6, 4, 8]) -> ValueID {
    builder.input("input \(builder.graph.inputs.count)", TensorType(.float32, shape))
  }

  mutating func output(_ id: ValueID) {
    builder.output("output \(builder.graph.outputs.count)", id)
  }

  mutating func constant(_ shape: Shape, _ range: ClosedRange<Float> = -1...1) -> ValueID {
    let numbers = (0..<shape.elementCount).map { _ in Float.random(in: range, using: &random) }
    return builder.constant("constant", Constant(numbers, shape: shape))
  }

  mutating func scalar(_ number: Float) -> ValueID {
    builder.constant("scalar", Constant([number], shape: [1]))
  }

  mutating func add(_ operation: Operator, _ inputs: ValueID...) throws -> ValueID {
    try builder.add(operation, inputs)
  }

  mutating func binary(_ kind: Binary.Kind, _ a: ValueID, _ b: ValueID) throws -> ValueID {
    try add(.binary(Binary(kind)), a, b)
  }

  mutating func activation(_ activation: Activation, _ id: ValueID) throws -> ValueID {
    try add(.activation(activation), id)
  }

  /// A convolution with a square kernel and a bias.
  mutating func convolution(
    _ id: ValueID, _ channels: Int, kernel: Int = 1, _ attributes: Convolution = Convolution()
  ) throws -> ValueID {
    let inputs = builder.graph[id].shape[3]
    let scale = 1 / Float(inputs * kernel * kernel).squareRoot()
    let weights = constant(
      [channels, kernel, kernel, inputs / attributes.groups], -scale...scale)
    return try add(.convolution(attributes), id, weights, constant([channels]))
  }

  /// A depthwise 3×3 convolution, then a pointwise one.
  mutating func separable(
    _ id: ValueID, _ channels: Int, _ activation: Activation = .relu, hasBias: Bool = true
  ) throws -> ValueID {
    let inputs = builder.graph[id].shape[3]
    let padding = Padding(top: 1, bottom: 1, left: 1, right: 1)
    let attributes = Convolution(padding: padding, groups: inputs)
    let outer = Convolution(activation: activation)
    if hasBias {
      return try convolution(try convolution(id, inputs, kernel: 3, attributes), channels, outer)
    }
    let filtered = try add(.convolution(attributes), id, constant([inputs, 3, 3, 1]))
    return try add(.convolution(outer), filtered, constant([channels, 1, 1, inputs]))
  }

  /// Maps eight times as large as `low`: an input, `low` enlarged, an input.
  mutating func joined(_ low: ValueID) throws -> ValueID {
    let shape = builder.graph[low].shape
    let (height, width) = (8 * shape[1], 8 * shape[2])
    return try add(
      .concatenation(Concatenation(axis: 3)), input([1, height, width, 5]),
      try enlarged(low, by: 8), input([1, height, width, 3]))
  }

  mutating func normalization(_ id: ValueID) throws -> ValueID {
    let channels: Shape = [builder.graph[id].shape.dimensions.last ?? 1]
    return try add(
      .batchNormalization(BatchNormalization(epsilon: 1e-3)), id, constant(channels),
      constant(channels), constant(channels), constant(channels, 0.5...2))
  }

  mutating func enlarged(
    _ id: ValueID, by factor: Int = 2, _ coordinates: Resize.Coordinates = .halfPixel
  ) throws -> ValueID {
    let shape = builder.graph[id].shape
    let size = Extent2D(height: factor * shape[1], width: factor * shape[2])
    return try add(
      .resize(Resize(size: size, filter: .bilinear, coordinates: coordinates)), id)
  }

  mutating func concatenated(_ ids: [ValueID], axis: Int = 3) throws -> ValueID {
    try builder.add(.concatenation(Concatenation(axis: axis)), ids)
  }

  mutating func mean(_ id: ValueID) throws -> ValueID {
    try add(.reduction(Reduction(.mean, axes: [1, 2], keepsAxes: true)), id)
  }
}
