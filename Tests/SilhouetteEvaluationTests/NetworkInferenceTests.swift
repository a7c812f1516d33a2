import SilhouetteEvaluation
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// A network that takes red for a person, at any size.
@Suite("A network on pictures")
struct NetworkInferenceTests {
  /// Two logits of each pixel, or what is asked for: background 0, person `red − green − 0.5`.
  private static func graph(
    _ size: RasterSize, liesOnItsSide: Bool = false
  ) throws(GraphError) -> Graph {
    var builder = GraphBuilder()
    let picture = builder.input(
      "picture", TensorType(.float32, [1, size.height, size.width, 3]))
    let weights = builder.constant(
      "weights", Constant([0, 0, 0, 1, -1, 0] as [Float], shape: [2, 1, 1, 3]))
    let bias = builder.constant("bias", Constant([0, -0.5] as [Float], shape: [2]))
    var logits = try builder.add(.convolution(Convolution()), [picture, weights, bias])
    if liesOnItsSide { logits = try builder.add(.transpose(Transpose([0, 2, 1, 3])), [logits]) }
    builder.output("logits", logits)
    builder.describe(
      preprocessing: .unit, postprocessing: Postprocessing(meaning: .logits, personChannel: 1))
    var graph = builder.graph
    if liesOnItsSide { graph.outputs[0].permutation = [0, 3, 2, 1] }
    return graph
  }

  private static func network(
    fixed: RasterSize? = nil, liesOnItsSide: Bool = false,
    _ asked: @escaping (RasterSize) -> Void = { _ in }
  ) -> ResizableNetwork {
    ResizableNetwork(name: "red", fixedSize: fixed) { (size) throws(EvaluationError) in
      asked(size)
      do throws(GraphError) { return try graph(size, liesOnItsSide: liesOnItsSide) } catch {
        throw .construction(reason: error.description)
      }
    }
  }

  /// Red in columns 8 to 23 and rows 4 to 11 of a picture.
  private static func picture(width: Int = 40, height: Int = 20) -> Raster<UInt8> {
    var raster = Raster<UInt8>(width: width, height: height, channels: 3, repeating: 90)
    for y in 4..<12 {
      for x in 8..<24 { raster.values[(y * width + x) * 3] = 255 }
    }
    return raster
  }

  private static func isPerson(_ x: Int, _ y: Int) -> Bool { 8..<24 ~= x && 4..<12 ~= y }

  private static let normalize = PictureTransform.normalize(mean: [0], standardDeviation: [1])

  private func wrongPixels(
    _ network: ResizableNetwork, _ transforms: [PictureTransform],
    _ augmentation: AugmentedInference = .init(), window: SlidingWindow? = nil
  ) throws -> Int {
    let inference = try NetworkInference(
      network, transforms: transforms + [Self.normalize], augmentation: augmentation,
      window: window, workers: WorkerPool(threads: 1))
    let labels = try inference.labels(of: Self.picture())
    #expect(labels.size == RasterSize(width: 40, height: 20))
    return labels.values.indices.count {
      (labels.values[$0] == 1) != Self.isPerson($0 % 40, $0 / 40)
    }
  }

  @Test(
    "Every transform is done and undone",
    arguments: [
      [], [.resize(.init(width: 80, height: 40))],
      [.resize(.init(width: 80, height: 80, keepsRatio: true)), .padding(width: 96, height: 64)],
      [.resizeByLong(80)], [.resizeByShort(40, maximum: 90)], [.limitLong(minimum: 120)],
      [.paddingByAspectRatio(1)], [.padding(width: 41, height: 50, .init(picture: 0))],
      [.resize(.init(width: 60, height: 30, divisor: 32))],
    ] as [[PictureTransform]])
  func transforms(_ transforms: [PictureTransform]) throws {
    #expect(try wrongPixels(Self.network(), transforms) <= 4)
  }

  @Test(
    "Scales, flips and windows find the same persons",
    arguments: [
      (AugmentedInference(scales: [0.75, 1, 1.25]), nil),
      (AugmentedInference(flipsHorizontally: true, flipsVertically: true), nil),
      (AugmentedInference(), SlidingWindow(crop: .square(16), stride: .square(10))),
      (AugmentedInference(scales: [1, 2]), SlidingWindow(crop: .square(64), stride: .square(30))),
    ] as [(AugmentedInference, SlidingWindow?)])
  func versions(augmentation: AugmentedInference, window: SlidingWindow?) throws {
    #expect(try wrongPixels(Self.network(), [], augmentation, window: window) <= 48)
  }

  @Test(
    "A scale that leaves nothing, or makes too much, is refused with the size",
    arguments: [(1e-9, "0x0"), (0.02, "1x0"), (1000, "40000x20000")])
  func senselessScale(_ scale: Double, _ size: String) {
    let error = #expect(throws: EvaluationError.self) {
      try wrongPixels(Self.network(), [], AugmentedInference(scales: [scale]))
    }
    #expect(
      error?.description == "red: cannot run at a scale of \(scale): its input would be \(size)")
  }

  @Test("Each size is planned once")
  func cache() throws {
    final class Sizes { var all: [RasterSize] = [] }
    let sizes = Sizes()
    let network = Self.network { sizes.all.append($0) }
    let inference = try NetworkInference(
      network, transforms: [Self.normalize],
      augmentation: AugmentedInference(scales: [0.5, 1]), workers: WorkerPool(threads: 1))
    for _ in 0..<3 { _ = try inference.labels(of: Self.picture()) }
    #expect(
      sizes.all == [RasterSize(width: 20, height: 10), RasterSize(width: 40, height: 20)])
    _ = try inference.labels(of: Self.picture(width: 30))
    #expect(sizes.all.count == 4)
  }

  @Test("A network of one size says what it cannot do")
  func fixed() throws {
    let network = Self.network(fixed: .square(32))
    #expect(try wrongPixels(network, [.resize(.init(width: 32, height: 32))]) <= 48)
    func error(
      _ transforms: [PictureTransform], _ augmentation: AugmentedInference = .init(),
      window: SlidingWindow? = nil
    ) -> String {
      let error = #expect(throws: EvaluationError.self) {
        try wrongPixels(network, transforms, augmentation, window: window)
      }
      return error?.description ?? ""
    }
    #expect(error([]) == "red: takes 32x32 alone, but its input would be 40x20")
    #expect(error([], AugmentedInference(scales: [0.5])).contains("cannot run at a scale of 0.5"))
    let window = SlidingWindow(crop: .square(16), stride: .square(16))
    #expect(error([], window: window).contains("its window cannot be 16x16"))
  }

  @Test("A fixed network slides over a picture that is larger than it")
  func fixedWindow() throws {
    let window = SlidingWindow(crop: .square(16), stride: .square(8))
    #expect(try wrongPixels(Self.network(fixed: .square(16)), [], window: window) == 0)
  }

  @Test("A map that lies on its side is read upright")
  func onItsSide() throws {
    #expect(try wrongPixels(Self.network(liesOnItsSide: true), []) == 0)
  }

  @Test("Certainty orders pixels, and two runs agree")
  func certainty() throws {
    let inference = try NetworkInference(
      Self.network(), transforms: [Self.normalize], workers: WorkerPool(threads: 1))
    let finding = try inference.finding(in: Self.picture())
    #expect(finding.labels == (try inference.labels(of: Self.picture())))
    let person = finding.certainty.values[5 * 40 + 10]
    #expect(abs(person - (165.0 / 255 - 0.5)) < 1e-6)
    #expect(person > finding.certainty.values[0])
  }

  @Test("What says nothing of pictures has no usual transforms")
  func usual() throws {
    var graph = try Self.graph(.square(8))
    #expect(
      try [PictureTransform].usual(for: graph, name: "red", size: .square(8)) == [
        .resize(.init(width: 8, height: 8)),
        .normalize(mean: [0, 0, 0], standardDeviation: [1, 1, 1]),
      ])
    graph.preprocessing = Preprocessing(channelOrder: .bgr, mean: [1, 2, 3])
    #expect(
      try [PictureTransform].usual(for: graph, name: "red", size: nil) == [
        .normalize(mean: [3, 2, 1], standardDeviation: [1, 1, 1])
      ])
    graph.preprocessing = nil
    #expect(throws: EvaluationError.self) {
      try [PictureTransform].usual(for: graph, name: "red", size: nil)
    }
  }
}

extension RasterSize {
  fileprivate static func square(_ side: Int) -> RasterSize {
    RasterSize(width: side, height: side)
  }
}
