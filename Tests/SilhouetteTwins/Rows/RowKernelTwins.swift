import CSilhouetteKernels
import SilhouetteRuntime

/// Every row kernel of every instruction set against its plain twin in the same layout: random
/// shapes, strides, tails and epilogues, guards around every buffer.
extension TwinCheck {
  static let rows = [
    row("convolution") { $0.convolution() },
    row("pointwise convolution") { $0.pointwise() },
    row("convolution with a tail") { $0.tail() },
    row("convolution of a picture") { $0.picture() },
    row("Winograd input") { $0.winogradInput() },
    row("Winograd products") { $0.winogradProducts() },
    row("Winograd output") { $0.winogradOutput() },
    row("depthwise") { $0.depthwise() },
    row("combine") { $0.combine() },
    row("pool") { $0.pool() },
    row("resize") { $0.resize() },
    row("doubling") { $0.doubling() },
    row("packing") { $0.packing() },
    row("unpacking") { $0.unpacking() },
    row("selected convolution") { $0.selectedConvolution() },
    row("selection") { $0.selection() },
    row("windowed resize") { $0.windowedResize() },
    row("pixel resize") { $0.pixelResize() },
    row("softmax") { $0.softmax() },
    row("expansion") { $0.expansion() },
  ]

  private static func row(
    _ name: String, _ compare: @escaping @Sendable (inout RowKernelTwins) -> Void
  ) -> TwinCheck {
    TwinCheck(name, seeds: 0..<150) { set, seed, findings in
      var twins = RowKernelTwins(set, seed: seed, findings)
      compare(&twins)
      findings = twins.findings
    }
  }
}

/// A set's kernels and their twins, and a random row for them.
struct RowKernelTwins {
  let fast: slh_row_kernels
  let plain: slh_row_kernels
  var example: RowKernelCase
  var findings: Findings

  init(_ set: InstructionSet, seed: Int, _ findings: Findings) {
    fast = slh_row_kernels_for(set.identifier).pointee
    plain = slh_row_kernels_plain(fast.vector).pointee
    example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    self.findings = findings
  }

  /// - Parameter scale: how large the terms are whose sum a result is.
  mutating func check(
    _ fast: slh_row_kernel?, _ plain: slh_row_kernel?, wantsSums: Bool, isDense: Bool = false,
    scale: Float = 1
  ) {
    if !isDense { example.blocksTogether = example.number(0...3) }
    guard let found = example.run(fast, wantsSums: wantsSums),
      let expected = example.run(plain, wantsSums: wantsSums)
    else {
      findings.expect(false, "touches what is not its own")
      return
    }
    // Lanes past the last channel hold anything in the picture that goes in.
    let lanes = Int(example.attributes.output_channels)
    let wrong = found.row.indices.first { index in
      let block = index / max(Int(example.attributes.output_block), 1)
      if !isDense, block * example.vector + index % example.vector >= lanes { return false }
      return !isNear(found.row[index], expected.row[index], 2e-5, scale)
    }
    findings.expect(wrong == nil, "place \(wrong ?? 0) of \(found.row.count) differs")
    guard wantsSums else { return }
    let wrongSum = (0..<lanes).first { !isNear(found.sums[$0], expected.sums[$0], 1e-4, scale) }
    findings.expect(wrongSum == nil, "sum \(wrongSum ?? 0) of \(lanes) differs")
  }

  private func isNear(_ a: Float, _ b: Float, _ tolerance: Float, _ scale: Float) -> Bool {
    abs(a - b) <= tolerance * max(scale, abs(b))
  }
}
