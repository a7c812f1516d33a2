import SilhouetteGraph
import Testing

/// What an operator makes of inputs of given types, and what it refuses.
struct InferenceCase: Sendable, CustomTestStringConvertible {
  var operation: Operator
  var inputs: [TensorType]
  var outputs: [TensorType]

  init(_ operation: Operator, _ inputs: [Shape], _ outputs: Shape...) {
    self.operation = operation
    self.inputs = inputs.map { TensorType(.float32, $0) }
    self.outputs = outputs.map { TensorType(.float32, $0) }
  }

  init(_ operation: Operator, types: [TensorType], _ outputs: TensorType...) {
    (self.operation, self.inputs, self.outputs) = (operation, types, outputs)
  }

  var testDescription: String { "\(operation.name) of \(inputs)" }

  func inferred() throws(GraphError) -> [TensorType] {
    var builder = GraphBuilder()
    let ids = inputs.map { builder.input("input", $0) }
    let results = try builder.addMany(operation, ids, name: "node")
    return results.map { builder.graph[$0].type }
  }
}

@Suite("Shape inference")
struct InferenceTests {
  static let picture: Shape = [1, 7, 8, 4]

  static let windows: [InferenceCase] = [
    InferenceCase(.convolution(Convolution()), [picture, [6, 3, 2, 4], [6]], [1, 5, 7, 6]),
    InferenceCase(
      .convolution(Convolution(strides: Extent2D(2), padding: Padding(bottom: 1, right: 1))),
      [picture, [6, 3, 3, 4]], [1, 3, 4, 6]),
    InferenceCase(
      .convolution(Convolution(dilations: Extent2D(3))), [picture, [6, 3, 2, 4]], [1, 1, 5, 6]),
    InferenceCase(
      .convolution(Convolution(groups: 4)), [picture, [8, 1, 1, 1], [8]], [1, 7, 8, 8]),
    InferenceCase(
      .transposedConvolution(TransposedConvolution(strides: Extent2D(2))),
      [picture, [3, 2, 2, 4]], [1, 14, 16, 3]),
    InferenceCase(
      .transposedConvolution(
        TransposedConvolution(
          strides: Extent2D(2), padding: Padding(top: 1, left: 1),
          outputPadding: Extent2D(height: 1, width: 0))), [picture, [3, 3, 3, 4], [3]],
      [1, 15, 16, 3]),
    InferenceCase(.fullyConnected(FullyConnected()), [[2, 3, 4], [5, 4], [5]], [2, 3, 5]),
    InferenceCase(
      .pool(Pool(.maximum, window: Extent2D(3), strides: Extent2D(2))), [picture], [1, 3, 3, 4]),
    InferenceCase(
      .adaptiveAveragePool(AdaptiveAveragePool(size: Extent2D(2))), [picture], [1, 2, 2, 4]),
    InferenceCase(
      .resize(
        Resize(
          size: Extent2D(height: 9, width: 3), filter: .bilinear, coordinates: .halfPixel)),
      [picture], [1, 9, 3, 4]),
  ]

  static let elementwise: [InferenceCase] = [
    InferenceCase(.activation(.hardSwish), [picture], picture),
    InferenceCase(.affine(Affine(scale: 2, bias: 1)), [picture], picture),
    InferenceCase(.prelu, [picture, [1, 1, 4]], picture),
    InferenceCase(.binary(Binary(.add)), [picture, [1, 1, 1, 4]], picture),
    InferenceCase(.binary(Binary(.divide)), [[4], picture], picture),
    InferenceCase(
      .batchNormalization(BatchNormalization(epsilon: 1)), [picture, [4], [4], [4], [4]], picture),
    InferenceCase(
      .cast(Cast(to: .int64)), types: [TensorType(.float32, [2])], TensorType(.int64, [2])),
    InferenceCase(
      .quantize(to: .int8), types: [TensorType(.float32, [2])], TensorType(.int8, [2])),
    InferenceCase(
      .quantize(to: .int8), types: [TensorType(.uint8, [2])], TensorType(.int8, [2])),
    InferenceCase(.dequantize, types: [TensorType(.float16, [2])], TensorType(.float32, [2])),
    InferenceCase(.softmax(Softmax(axis: 1)), [picture], picture),
  ]

  static let movement: [InferenceCase] = [
    InferenceCase(
      .reduction(Reduction(.mean, axes: [1, 2], keepsAxes: true)), [picture], [1, 1, 1, 4]),
    InferenceCase(.reduction(Reduction(.sum, axes: [0, 3], keepsAxes: false)), [picture], [7, 8]),
    InferenceCase(
      .argMax(ArgMax(axis: 3, keepsAxis: false, elementType: .int32)),
      types: [TensorType(.float32, picture)], TensorType(.int32, [1, 7, 8])),
    InferenceCase(
      .argMax(ArgMax(axis: 3, keepsAxis: true, elementType: .int64)),
      types: [TensorType(.float32, picture)], TensorType(.int64, [1, 7, 8, 1])),
    InferenceCase(
      .concatenation(Concatenation(axis: 3)), [picture, [1, 7, 8, 1]], [1, 7, 8, 5]),
    InferenceCase(.split(Split(axis: 3, sizes: [1, 3])), [picture], [1, 7, 8, 1], [1, 7, 8, 3]),
    InferenceCase(
      .slice(Slice(starts: [0, 6, 1, 0], sizes: [1, 3, 2, 4], steps: [1, -3, 4, 1])), [picture],
      [1, 3, 2, 4]),
    InferenceCase(
      .pad(Pad(before: [0, 1, 2, 0], after: [0, 0, 1, 3])), [picture], [1, 8, 11, 7]),
    InferenceCase(.reshape(Reshape(to: [56, 4])), [picture], [56, 4]),
    InferenceCase(.transpose(Transpose([0, 3, 1, 2])), [picture], [1, 4, 7, 8]),
    InferenceCase(.gather(Gather(axis: 1, indices: [6, 0])), [picture], [1, 2, 8, 4]),
    InferenceCase(.broadcast(Broadcast(to: picture)), [[8, 1]], picture),
  ]

  @Test("gives the outputs' types", arguments: windows + elementwise + movement)
  func outputs(_ example: InferenceCase) throws {
    #expect(try example.inferred() == example.outputs)
  }
}
