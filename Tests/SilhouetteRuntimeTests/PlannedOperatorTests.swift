import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// One operator and the shapes of its inputs; those from `constants` on are known before a run.
struct OperatorCase: Sendable, CustomTestStringConvertible {
  var operation: SilhouetteGraph.Operator
  var shapes: [Shape]
  var constants: [Int] = []

  var testDescription: String {
    "\(operation.name) \(shapes.map { $0.description }.joined(separator: " "))"
  }

  func inputs(seed: UInt64) -> [Tensor] {
    var generator = SeededGenerator(seed: seed)
    return shapes.map { randomTensor($0, using: &generator) }
  }
}

/// Every operator through a plan gives what its formula gives.
@Suite struct PlannedOperatorTests {
  static let sets = InstructionSet.available
  /// Sums of some hundred products in float32 against the same in double.
  static let tolerance: Float = 2e-6

  private func check(_ example: OperatorCase, _ set: InstructionSet) throws {
    let inputs = example.inputs(seed: 7)
    let (graph, _) = try singleOperatorGraph(
      example.operation, inputs, constants: Set(example.constants))
    let variable = inputs.indices.filter { !example.constants.contains($0) }.map { inputs[$0] }
    let expected = try ReferenceExecutor(graph).run(variable)
    var session = Session(
      try Plan(graph, mode: .faithful, instructionSet: set), workers: WorkerPool(threads: 2))
    // A second run must not see what the first left in the arena.
    _ = try session.run(variable)
    let found = try session.run(variable)
    try #require(found.count == expected.count)
    for (a, b) in zip(found, expected) {
      #expect(a.relativeDifference(to: b) < Self.tolerance)
    }
  }

  @Test(arguments: sets, OperatorCase.convolutions)
  func convolution(_ set: InstructionSet, _ example: OperatorCase) throws {
    try check(example, set)
  }

  @Test(arguments: sets, OperatorCase.elementwise)
  func elementwise(_ set: InstructionSet, _ example: OperatorCase) throws {
    try check(example, set)
  }

  @Test(arguments: sets, OperatorCase.pictures)
  func pictures(_ set: InstructionSet, _ example: OperatorCase) throws {
    try check(example, set)
  }

  @Test(arguments: sets, OperatorCase.movements)
  func movements(_ set: InstructionSet, _ example: OperatorCase) throws {
    try check(example, set)
  }
}
