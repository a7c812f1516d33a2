import SilhouetteGraph
import Testing

@Suite("Contradictions that shape inference finds")
struct ContradictionTests {
  static let picture: Shape = [1, 7, 8, 4]

  private static func types(_ types: [(ElementType, Shape)]) -> [TensorType] {
    types.map { TensorType($0.0, $0.1) }
  }

  static let windows: [InferenceCase] = [
    // Channels, groups, bias, rank.
    InferenceCase(.convolution(Convolution()), [picture, [6, 3, 3, 3]]),
    InferenceCase(.convolution(Convolution(groups: 3)), [picture, [6, 3, 3, 1]]),
    InferenceCase(.convolution(Convolution(groups: 0)), [picture, [6, 3, 3, 4]]),
    InferenceCase(.convolution(Convolution()), [picture, [6, 3, 3, 4], [5]]),
    InferenceCase(.convolution(Convolution()), [[7, 8, 4], [6, 3, 3, 4]]),
    InferenceCase(.convolution(Convolution()), [picture, [6, 3, 4]]),
    InferenceCase(.convolution(Convolution()), [picture]),
    // Windows.
    InferenceCase(.convolution(Convolution(strides: Extent2D(0))), [picture, [6, 3, 3, 4]]),
    InferenceCase(.convolution(Convolution()), [picture, [6, 9, 3, 4]]),
    InferenceCase(.convolution(Convolution(dilations: Extent2D(4))), [picture, [6, 3, 3, 4]]),
    InferenceCase(
      .convolution(Convolution(dilations: Extent2D(Int.max))), [picture, [6, 3, 3, 4]]),
    InferenceCase(.convolution(Convolution(padding: Padding(top: -1))), [picture, [6, 3, 3, 4]]),
    InferenceCase(
      .convolution(Convolution(padding: Padding(top: Int.max, bottom: Int.max))),
      [picture, [6, 3, 3, 4]]),
    InferenceCase(
      .transposedConvolution(TransposedConvolution(strides: Extent2D(Int.max))),
      [picture, [3, 2, 2, 4]]),
    InferenceCase(
      .transposedConvolution(TransposedConvolution(padding: Padding(top: 20))),
      [picture, [3, 2, 2, 4]]),
    InferenceCase(
      .transposedConvolution(TransposedConvolution()), [picture, [3, 2, 2, 3]]),
    InferenceCase(.fullyConnected(FullyConnected()), [[2, 3], [5, 4]]),
    InferenceCase(
      .pool(Pool(.maximum, window: Extent2D(2), strides: .one, padding: Padding(top: 2))),
      [picture]),
    InferenceCase(
      .pool(Pool(.maximum, window: Extent2D(Int.max), strides: Extent2D(Int.max))), [picture]),
    InferenceCase(.adaptiveAveragePool(AdaptiveAveragePool(size: Extent2D(0))), [picture]),
    InferenceCase(
      .resize(Resize(size: Extent2D(1 << 20), filter: .bilinear, coordinates: .halfPixel)),
      [picture]),
  ]

  static let others: [InferenceCase] = [
    InferenceCase(.binary(Binary(.add)), [picture, [3]]),
    InferenceCase(.prelu, [[4], picture]),
    InferenceCase(
      .batchNormalization(BatchNormalization(epsilon: 1)), [picture, [4], [4], [4], [3]]),
    InferenceCase(.softmax(Softmax(axis: 4)), [picture]),
    InferenceCase(.reduction(Reduction(.mean, axes: [2, 1], keepsAxes: true)), [picture]),
    InferenceCase(.reduction(Reduction(.mean, axes: [-1], keepsAxes: true)), [picture]),
    InferenceCase(.argMax(ArgMax(axis: 3, keepsAxis: true, elementType: .float32)), [picture]),
    InferenceCase(.concatenation(Concatenation(axis: 3)), [picture, [1, 7, 7, 4]]),
    InferenceCase(.concatenation(Concatenation(axis: 3)), []),
    InferenceCase(.split(Split(axis: 3, sizes: [1, 2])), [picture]),
    InferenceCase(.split(Split(axis: 3, sizes: [5, -1])), [picture]),
    InferenceCase(.split(Split(axis: 3, sizes: [])), [picture]),
    InferenceCase(.slice(Slice(starts: [0], sizes: [1], steps: [1])), [picture]),
    InferenceCase(.slice(Slice(starts: [1], sizes: [3], steps: [2])), [[5]]),
    InferenceCase(.slice(Slice(starts: [0], sizes: [2], steps: [0])), [[5]]),
    InferenceCase(.slice(Slice(starts: [0], sizes: [2], steps: [Int.min])), [[5]]),
    InferenceCase(.slice(Slice(starts: [1], sizes: [3], steps: [-1])), [[5]]),
    InferenceCase(.pad(Pad(before: [0], after: [-1])), [[5]]),
    InferenceCase(.pad(Pad(before: [Int.max], after: [Int.max])), [[5]]),
    InferenceCase(.reshape(Reshape(to: [5, 5])), [picture]),
    InferenceCase(.transpose(Transpose([0, 1, 2, 2])), [picture]),
    InferenceCase(.gather(Gather(axis: 1, indices: [7])), [picture]),
    InferenceCase(.gather(Gather(axis: 1, indices: [])), [picture]),
    InferenceCase(.broadcast(Broadcast(to: [8])), [picture]),
  ]

  static let elementTypes: [InferenceCase] = [
    InferenceCase(
      .convolution(Convolution()), types: types([(.float32, picture), (.int8, [6, 3, 3, 4])])),
    InferenceCase(
      .convolution(Convolution()),
      types: types([(.int8, picture), (.int8, [6, 3, 3, 4]), (.float32, [6])])),
    InferenceCase(
      .convolution(Convolution()), types: types([(.int32, picture), (.int32, [6, 3, 3, 4])])),
    InferenceCase(.binary(Binary(.add)), types: types([(.float32, [2]), (.int32, [2])])),
    InferenceCase(
      .concatenation(Concatenation(axis: 0)), types: types([(.float32, [2]), (.int8, [2])])),
    InferenceCase(.quantize(to: .float32), types: types([(.float32, [2])])),
    InferenceCase(.quantize(to: .int8), types: types([(.bool, [2])])),
    InferenceCase(.dequantize, types: types([(.float32, [2])])),
    InferenceCase(.activation(.hardSwish), types: types([(.bool, [2])])),
    InferenceCase(.affine(Affine(scale: 2, bias: 1)), types: types([(.int32, [2])])),
    InferenceCase(.prelu, types: types([(.int64, [2]), (.int64, [2])])),
    InferenceCase(.softmax(Softmax(axis: 0)), types: types([(.int32, [2])])),
  ]

  @Test("name the node, the operator and the reason", arguments: windows + others + elementTypes)
  func isRefused(_ example: InferenceCase) {
    let error = #expect(throws: GraphError.self) { try example.inferred() }
    guard case .invalidNode("node", example.operation.name, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test("read as sentences")
  func texts() {
    let channels = InferenceCase(.convolution(Convolution()), [[1, 7, 8, 4], [6, 3, 3, 3]])
    #expect(throws: GraphError.self) { try channels.inferred() }
    do {
      _ = try channels.inferred()
    } catch {
      #expect(
        error.description
          == "operator node (convolution): weights [6, 3, 3, 3] do not fit 4 channels in 1 groups")
    }
  }
}
