import SilhouetteEvaluation
import SilhouetteGraph
import SilhouetteRuntime
import Testing

@Suite("Two networks layer by layer")
struct LayerComparisonTests {
  /// conv → activation → conv, with the activation inside the first convolution or behind it.
  private func network(fused: Bool, secondWeight: Float = 0.5) throws -> Graph {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 4, 4, 1]))
    let weights = builder.constant("w", Constant([2 as Float], shape: [1, 1, 1, 1]))
    var first = Convolution()
    if fused { first.activation = .relu }
    var features = try builder.add(.convolution(first), [picture, weights], name: "first")
    if !fused { features = try builder.add(.activation(.relu), [features], name: "relu") }
    let second = builder.constant("v", Constant([secondWeight], shape: [1, 1, 1, 1]))
    let result = try builder.add(
      .convolution(Convolution()), [features, second], name: "second")
    builder.output("mask", result)
    return builder.graph
  }

  private let picture = Tensor(
    (0..<16).map { Float($0) - 6 }, shape: [1, 4, 4, 1])

  @Test("An activation that one file fuses and the other does not is the same layer")
  func fusion() throws {
    let comparison = try LayerComparison(
      network(fused: true), [picture], network(fused: false), [picture])
    #expect(comparison.layers.map(\.firstName) == ["first", "second"])
    #expect(comparison.layers.map(\.secondName) == ["relu", "second"])
    #expect(comparison.layers.allSatisfy { $0.maximumAbsoluteError == 0 })
    #expect(comparison.unmatched == (0, 0))
  }

  @Test("The first layer that differs is found")
  func parting() throws {
    let comparison = try LayerComparison(
      network(fused: true), [picture], network(fused: true, secondWeight: -0.5), [picture])
    #expect(comparison.firstBelow(0.99)?.firstName == "second")
    #expect(comparison.layers[0].cosine >= 0.99)
  }

  @Test("A layer that only one network has is counted, the others still match")
  func insertion() throws {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 4, 4, 1]))
    let weights = builder.constant("w", Constant([2 as Float], shape: [1, 1, 1, 1]))
    var first = Convolution()
    first.activation = .relu
    let features = try builder.add(.convolution(first), [picture, weights], name: "first")
    let doubled = try builder.add(.binary(Binary(.add)), [features, features], name: "extra")
    let second = builder.constant("v", Constant([0.5 as Float], shape: [1, 1, 1, 1]))
    builder.output(
      "mask", try builder.add(.convolution(Convolution()), [doubled, second], name: "second"))
    let alignment = LayerAlignment(try network(fused: true), builder.graph)
    #expect(alignment.pairs.count == 2)
    #expect(alignment.unmatched == (0, 1))
  }
}
