import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// int8 masks against LiteRT's optimised kernel sets. Those round differently from its reference
/// kernels, which ours equal, and the last tensor has so few steps that one step is half the range:
/// so this is a matter of agreement, not of equality.
///
/// On portraits: mean difference at most 0.02, cosine at least 0.99 and intersection over union at
/// ½ at least 0.95. The bars are those that two correct kernel sets keep among themselves.
@Suite struct KernelSetAgreementTests {
  static let portraits = GoldenTensors.cases.filter {
    $0.file.contains("_int8_") && $0.file.hasSuffix(".i8.npy") && !$0.input.hasSuffix("_c")
  }

  @Test(
    "Portraits agree with every kernel set",
    arguments: portraits)
  func agreement(_ golden: GoldenCase) throws {
    try expectAgreement(of: GoldenTensors.graph(golden.model), with: golden)
  }

  /// QuantizeLinear and DequantizeLinear around operators on real numbers, as other tools write
  /// quantised networks too.
  @Test(
    "Written as ONNX and read again, portraits agree just as well",
    arguments: portraits)
  func agreementThroughONNX(_ golden: GoldenCase) throws {
    let bytes = try ONNXWriter.bytes(of: GoldenTensors.graph(golden.model), weights: .float32)
    try expectAgreement(of: ModelFile.graph(from: Bytes(copying: bytes)), with: golden)
  }

  private func expectAgreement(of graph: Graph, with golden: GoldenCase) throws {
    var session = Session(try Plan(graph), workers: WorkerPool(threads: 2))
    let mask = try session.run([golden.picture()])[0].floats().map { Double($0) }
    let expected = try golden.expected().integers().map { Double($0 + 128) / 256 }
    let difference = zip(mask, expected).map { abs($0 - $1) }.reduce(0, +) / Double(mask.count)
    let (cosine, overlap) = (Self.cosine(mask, expected), Self.overlap(mask, expected))
    print("\(golden): mean difference \(difference), cosine \(cosine), IoU \(overlap)")
    #expect(difference <= 0.02)
    #expect(cosine >= 0.99)
    #expect(overlap >= 0.95)
  }

  private static func cosine(_ a: [Double], _ b: [Double]) -> Double {
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map { $0 * $1 }.reduce(0, +) }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }

  /// Intersection over union of what is above ½.
  private static func overlap(_ a: [Double], _ b: [Double]) -> Double {
    let both = zip(a, b).count { $0 > 0.5 && $1 > 0.5 }
    let either = zip(a, b).count { $0 > 0.5 || $1 > 0.5 }
    return either == 0 ? 1 : Double(both) / Double(either)
  }
}
