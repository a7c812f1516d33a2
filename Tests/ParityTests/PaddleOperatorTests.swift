import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// The reference formulas against PaddlePaddle's operators (2.6.2). Its pictures are `[n, c, h, w]`.
@Suite struct PaddleOperatorTests {
  private static let arrays: [String: Tensor] = {
    guard SharedData.isHere, let bytes = try? SharedData.bytes("golden/ops.npz"),
      let archive = try? ZipArchive(bytes)
    else { return [:] }
    return archive.files.compactMapValues { file in
      (try? NumPyArray(file: file)).map { Tensor($0.type, bytes: $0.bytes) }
    }
  }()

  private func array(_ name: String) throws -> Tensor {
    try #require(Self.arrays[name + ".npy"], "\(name)")
  }

  /// The array as a picture, or weights, in our order of axes.
  private func picture(_ name: String) throws -> Tensor {
    try array(name).permuted(by: [0, 2, 3, 1])
  }

  /// Compares what `operation` makes with the array called `name`.
  private func expect(
    _ name: String, _ operation: Operator, _ inputs: [Tensor], tolerance: Double = 1e-5
  ) throws {
    let found = try referenceResults(of: operation, inputs)[0]
    let expected = try array(name)
    let ordered = found.type.shape.rank == 4 ? found.permuted(by: [0, 3, 1, 2]) : found
    #expect(ordered.type.shape == expected.type.shape, "\(name)")
    let distance = Distance(ordered.floats(), from: expected.floats())
    #expect(distance.largest <= tolerance * max(distance.magnitude, 1), "\(name): \(distance)")
  }

  @Test("Convolutions with stride 2, SAME and explicit padding", arguments: ["even", "odd"])
  func convolutions(_ parity: String) throws {
    guard SharedData.isHere else { return }
    let (x, weights) = (try picture("conv_\(parity)_x"), try picture("conv_\(parity)_w"))
    let extent = Extent2D(height: x.type.shape[1], width: x.type.shape[2])
    let same = Padding.same(input: extent, kernel: Extent2D(3), strides: Extent2D(2))
    try expect(
      "conv_same_s2_\(parity)",
      .convolution(Convolution(strides: Extent2D(2), padding: same)), [x, weights])
    try expect(
      "conv_p1_s2_\(parity)",
      .convolution(
        Convolution(
          strides: Extent2D(2), padding: Padding(top: 1, bottom: 1, left: 1, right: 1))),
      [x, weights])
  }

  @Test("Depthwise convolution with dilation")
  func depthwise() throws {
    guard SharedData.isHere else { return }
    let padding = Padding(top: 2, bottom: 2, left: 2, right: 2)
    try expect(
      "dw_d2p2",
      .convolution(Convolution(dilations: Extent2D(2), padding: padding, groups: 5)),
      [try picture("dw_x"), try picture("dw_w")])
  }

  @Test("Pools", arguments: ["even", "odd"])
  func pools(_ parity: String) throws {
    guard SharedData.isHere else { return }
    let x = try picture("conv_\(parity)_x")
    let one = Padding(top: 1, bottom: 1, left: 1, right: 1)
    try expect(
      "maxpool_k3s2p1_\(parity)",
      .pool(Pool(.maximum, window: Extent2D(3), strides: Extent2D(2), padding: one)), [x])
    try expect(
      "avgpool_k3s2p1_exclusive_\(parity)",
      .pool(
        Pool(
          .average(countsPadding: false), window: Extent2D(3), strides: Extent2D(2), padding: one)),
      [x])
    // Ceiling mode: the last window may reach beyond an odd picture.
    let ragged = Padding(bottom: x.type.shape[1] % 2, right: x.type.shape[2] % 2)
    try expect(
      "avgpool_k2s2_ceil_\(parity)",
      .pool(
        Pool(
          .average(countsPadding: false), window: Extent2D(2), strides: Extent2D(2),
          padding: ragged)), [x])
  }

  @Test("Adaptive averages", arguments: [1, 2, 4])
  func adaptivePools(_ size: Int) throws {
    guard SharedData.isHere else { return }
    try expect(
      "adaptive_avg_\(size)", .adaptiveAveragePool(AdaptiveAveragePool(size: Extent2D(size))),
      [try picture("ad_x")])
  }

  @Test(
    "Resizes",
    arguments: [
      ("bilinear_hp", Resize.Filter.bilinear, Resize.Coordinates.halfPixel),
      ("bilinear_ac", .bilinear, .alignCorners), ("bilinear_mode1", .bilinear, .asymmetric),
      ("nearest", .nearest(.floor), .asymmetric),
    ],
    [
      ("up13x19", Extent2D(height: 13, width: 19)), ("down3x4", Extent2D(height: 3, width: 4)),
      ("x2", Extent2D(height: 12, width: 14)),
    ])
  func resizes(
    _ kind: (name: String, filter: Resize.Filter, coordinates: Resize.Coordinates),
    _ target: (name: String, size: Extent2D)
  ) throws {
    guard SharedData.isHere else { return }
    let resize = Resize(
      size: target.size, filter: kind.filter, coordinates: kind.coordinates)
    try expect("\(kind.name)_\(target.name)", .resize(resize), [try picture("ad_x")])
  }

  @Test(
    "Activations",
    arguments: [
      ("hardswish", Activation.hardSwish), ("sigmoid", .sigmoid), ("relu6", .relu6),
      ("hardsigmoid_0p2_0p5", .hardSigmoid(slope: 0.2, offset: 0.5)),
    ])
  func activations(_ name: String, _ activation: Activation) throws {
    guard SharedData.isHere else { return }
    try expect(name, .activation(activation), [try array("act_x")])
  }

  @Test("Softmax, arg-max and the channel shuffle")
  func channels() throws {
    guard SharedData.isHere else { return }
    try expect("softmax_axis1", .softmax(Softmax(axis: 3)), [try picture("sm_x")])
    try expect(
      "argmax_axis1", .argMax(ArgMax(axis: 3, keepsAxis: false, elementType: .int32)),
      [try picture("argmax_x")], tolerance: 0)
    try expect(
      "shuffle_2groups", .gather(Gather(axis: 3, indices: [0, 3, 1, 4, 2, 5])),
      [try picture("shuffle_x")], tolerance: 0)
  }
}
