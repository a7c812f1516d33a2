import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// The formulas on numbers small enough to check by hand.
@Suite struct ReferenceOperatorTests {
  private func floats(
    _ operation: Operator, _ inputs: [Tensor]
  ) throws -> [Float] {
    try referenceResults(of: operation, inputs)[0].floats()
  }

  private func counting(_ shape: Shape) -> Tensor {
    Tensor((0..<shape.elementCount).map { Float($0) }, shape: shape)
  }

  @Test func convolutionSumsOverTheKernelWithExplicitPadding() throws {
    let kernel = Tensor([Float](repeating: 1, count: 9), shape: [1, 3, 3, 1])
    let convolution = Convolution(
      strides: Extent2D(2), padding: Padding(bottom: 1, right: 1), activation: .relu6)
    let result = try floats(
      .convolution(convolution), [counting([1, 4, 4, 1]), kernel, Tensor([-40], shape: [1])])
    // Sums 45, 39, 69 and 50 less 40, cut to 0…6: rows and columns 0–2 and 2–3.
    #expect(result == [5, 0, 6, 6])
  }

  @Test func depthwiseConvolutionKeepsChannelsApart() throws {
    let weights = Tensor([1, 10], shape: [2, 1, 1, 1])
    let result = try floats(
      .convolution(Convolution(groups: 2)), [counting([1, 1, 2, 2]), weights])
    #expect(result == [0, 10, 2, 30])
  }

  @Test func groupsReadOnlyTheirOwnChannels() throws {
    let weights = Tensor([1, 1, 1, 2], shape: [2, 1, 1, 2])
    let result = try floats(
      .convolution(Convolution(groups: 2)), [counting([1, 1, 1, 4]), weights])
    #expect(result == [1, 8])
  }

  @Test func dilationSpreadsTheKernel() throws {
    let weights = Tensor([1, 100], shape: [1, 1, 2, 1])
    let convolution = Convolution(dilations: Extent2D(height: 1, width: 3))
    let result = try floats(.convolution(convolution), [counting([1, 1, 5, 1]), weights])
    #expect(result == [300, 401])
  }

  @Test func transposedConvolutionAddsEveryInputTimesTheKernel() throws {
    let weights = Tensor([1, 2, 3], shape: [1, 1, 3, 1])
    let operation = TransposedConvolution(
      strides: Extent2D(height: 1, width: 2), padding: Padding(left: 1, right: 0),
      outputPadding: Extent2D(height: 0, width: 1))
    let result = try floats(
      .transposedConvolution(operation),
      [Tensor([1, 10], shape: [1, 1, 2, 1]), weights, Tensor([0.5], shape: [1])])
    #expect(result == [2.5, 13.5, 20.5, 30.5, 0.5])
  }

  @Test func fullyConnectedMultipliesRows() throws {
    let weights = Tensor([1, 2, 3, 4], shape: [2, 2])
    let result = try floats(
      .fullyConnected(FullyConnected()),
      [counting([1, 2, 2]), weights, Tensor([100, 200], shape: [2])])
    #expect(result == [102, 204, 108, 218])
  }

  @Test func batchNormalizationStandardizesByChannel() throws {
    let parameters: [[Float]] = [[2, 1], [1, 0], [1, 2], [3, 0]]
    let result = try floats(
      .batchNormalization(BatchNormalization(epsilon: 1)),
      [counting([1, 1, 2, 2])] + parameters.map { Tensor($0, shape: [2]) })
    #expect(result == [0, -1, 2, 1])
  }

  @Test(arguments: [
    (Activation.identity, [-4, -1, 0, 2, 7] as [Float]),
    (.relu, [0, 0, 0, 2, 7]), (.relu6, [0, 0, 0, 2, 6]),
    (.clip(minimum: -1, maximum: 2), [-1, -1, 0, 2, 2]),
    (.leakyRelu(slope: 0.5), [-2, -0.5, 0, 2, 7]),
    (.hardSwish, [0, -1 / 3, 0, 5 / 3, 7]),
    (.hardSigmoid(slope: 0.25, offset: 0.5), [0, 0.25, 0.5, 1, 1]),
    (.sigmoid, [0.017986210, 0.26894143, 0.5, 0.88079708, 0.99908895]),
    (.tanh, [-0.99932930, -0.76159416, 0, 0.96402758, 0.99999834]),
  ])
  func activationsFollowTheirFormulas(_ activation: Activation, _ expected: [Float]) throws {
    let result = try floats(
      .activation(activation), [Tensor([-4, -1, 0, 2, 7], shape: [5])])
    for (found, wanted) in zip(result, expected) { #expect(abs(found - wanted) <= 6e-8) }
  }

  @Test(arguments: [
    (Binary.Kind.add, [11, 22, 13, 24] as [Float]), (.subtract, [-9, -18, -7, -16]),
    (.multiply, [10, 40, 30, 80]), (.divide, [0.1, 0.1, 0.3, 0.2]),
    (.maximum, [10, 20, 10, 20]), (.minimum, [1, 2, 3, 4]),
  ])
  func binaryOperatorsBroadcast(_ kind: Binary.Kind, _ expected: [Float]) throws {
    let a = Tensor([1, 2, 3, 4], shape: [2, 2])
    let result = try floats(.binary(Binary(kind)), [a, Tensor([10, 20], shape: [1, 2])])
    #expect(result == expected)
  }

  @Test func preluBroadcastsItsSlope() throws {
    let result = try floats(
      .prelu, [Tensor([-1, -1, 2, -4], shape: [2, 2]), Tensor([0.5, 0.25], shape: [2])])
    #expect(result == [-0.5, -0.25, 2, -1])
  }

  @Test func averagePoolCountsPaddingOnlyIfTold() throws {
    func average(_ countsPadding: Bool) throws -> [Float] {
      let pool = Pool(
        .average(countsPadding: countsPadding), window: Extent2D(2), strides: Extent2D(2),
        padding: Padding(bottom: 1, right: 1))
      return try floats(.pool(pool), [Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], shape: [1, 3, 3, 1])])
    }
    #expect(try average(false) == [3, 4.5, 7.5, 9])
    #expect(try average(true) == [3, 2.25, 3.75, 2.25])
  }

  @Test func maximumPoolIgnoresPadding() throws {
    let pool = Pool(
      .maximum, window: Extent2D(3), strides: Extent2D(2), padding: Padding(top: 1, left: 1))
    let picture = Tensor((0..<9).map { Float($0) - 20 }, shape: [1, 3, 3, 1])
    #expect(try floats(.pool(pool), [picture]) == [-16])
  }

  @Test func adaptivePoolOverlapsWhereItMust() throws {
    let pool = AdaptiveAveragePool(size: Extent2D(height: 1, width: 2))
    #expect(try floats(.adaptiveAveragePool(pool), [counting([1, 1, 3, 1])]) == [0.5, 1.5])
  }

  @Test(arguments: [
    (Reduction.Kind.mean, [1.5, 3.5] as [Float]), (.sum, [6, 14]), (.maximum, [3, 5]),
    (.minimum, [0, 2]),
  ])
  func reductionsFoldTheirAxes(_ kind: Reduction.Kind, _ expected: [Float]) throws {
    let reduction = Reduction(kind, axes: [0, 2], keepsAxes: false)
    let tensor = Tensor([0, 1, 2, 3, 2, 3, 4, 5], shape: [2, 2, 2])
    #expect(try floats(.reduction(reduction), [tensor]) == expected)
  }

  @Test func softmaxSumsToOneForHugeLogits() throws {
    let result = try floats(
      .softmax(Softmax(axis: 0)), [Tensor([1000, 0, 1000, 0], shape: [2, 2])])
    #expect(result == [0.5, 0.5, 0.5, 0.5])
  }

  @Test func argMaxTakesTheFirstOfEquals() throws {
    let tensor = Tensor([1, 5, 5, 7, 7, 2], shape: [2, 3])
    func index(_ axis: Int) throws -> [Int] {
      let operation = ArgMax(axis: axis, keepsAxis: false, elementType: .int32)
      return try referenceResults(of: .argMax(operation), [tensor])[0].integers()
    }
    #expect(try index(1) == [1, 0])
    #expect(try index(0) == [1, 1, 0])
  }

  @Test(arguments: [
    (Resize.Coordinates.halfPixel, [0, 0.25, 0.75, 1] as [Float]),
    (.alignCorners, [0, 1.0 / 3, 2.0 / 3, 1]), (.asymmetric, [0, 0.5, 1, 1]),
  ])
  func bilinearResizePlacesSamples(
    _ coordinates: Resize.Coordinates, _ expected: [Float]
  ) throws {
    let resize = Resize(
      size: Extent2D(height: 1, width: 4), filter: .bilinear, coordinates: coordinates)
    #expect(try floats(.resize(resize), [counting([1, 1, 2, 1])]) == expected)
  }

  @Test(arguments: [
    (Resize.Rounding.floor, [0, 0, 0, 1, 1, 1] as [Float]),
    (.halfDown, [0, 0, 1, 1, 1, 1]), (.halfUp, [0, 0, 1, 1, 1, 1]),
    (.ceiling, [0, 1, 1, 1, 1, 1]),
  ])
  func nearestResizeRoundsAsTold(_ rounding: Resize.Rounding, _ expected: [Float]) throws {
    let resize = Resize(
      size: Extent2D(height: 1, width: 6), filter: .nearest(rounding), coordinates: .asymmetric)
    #expect(try floats(.resize(resize), [counting([1, 1, 2, 1])]) == expected)
  }

  @Test func movementOperatorsOnlyMove() throws {
    let tensor = counting([2, 3])
    #expect(try floats(.transpose(Transpose([1, 0])), [tensor]) == [0, 3, 1, 4, 2, 5])
    #expect(try floats(.reshape(Reshape(to: [6])), [tensor]) == [0, 1, 2, 3, 4, 5])
    #expect(
      try floats(.slice(Slice(starts: [1, 2], sizes: [1, 2], steps: [1, -2])), [tensor]) == [5, 3])
    #expect(
      try floats(.gather(Gather(axis: 1, indices: [2, 2, 0])), [tensor]) == [2, 2, 0, 5, 5, 3])
    #expect(
      try floats(.pad(Pad(before: [0, 1], after: [1, 0], value: 9)), [tensor])
        == [9, 0, 1, 2, 9, 3, 4, 5, 9, 9, 9, 9])
    #expect(
      try floats(.broadcast(Broadcast(to: [2, 2])), [Tensor([1, 2], shape: [2, 1])])
        == [1, 1, 2, 2])
    #expect(
      try floats(.concatenation(Concatenation(axis: 1)), [tensor, Tensor([7, 8], shape: [2, 1])])
        == [0, 1, 2, 7, 3, 4, 5, 8])
    let parts = try referenceResults(of: .split(Split(axis: 1, sizes: [1, 2])), [tensor])
    #expect(parts.map { $0.floats() } == [[0, 3], [1, 2, 4, 5]])
  }

  @Test func castsCutOffAndSaturate() throws {
    let tensor = Tensor([-1.9, 1.9, 300, .nan, -.infinity], shape: [5])
    func cast(_ type: ElementType) throws -> [Int] {
      try referenceResults(of: .cast(Cast(to: type)), [tensor])[0].integers()
    }
    #expect(try cast(.int32) == [-1, 1, 300, 0, Int(Int32.min)])
    #expect(try cast(.uint8) == [0, 1, 255, 0, 0])
    #expect(try cast(.bool) == [1, 1, 1, 0, 1])
  }

  @Test func halfConstantsAreExpanded() throws {
    var builder = GraphBuilder()
    let half = builder.constant("half", Constant(halving: [1.5, -2], shape: [2]))
    builder.output("full", try builder.add(.dequantize, [half]))
    #expect(try ReferenceExecutor(builder.graph).run([])[0].floats() == [1.5, -2])
  }
}
