import CSilhouetteKernels
import SilhouetteRuntime

/// What happens between stages, of every instruction set against its plain twin: the same bits.
extension TwinCheck {
  static let betweenStages = [
    TwinCheck("means of row sums", seeds: 0..<60, BetweenStagesTwins.means),
    TwinCheck("gated weights", seeds: 0..<60, BetweenStagesTwins.gates),
  ]
}

private enum BetweenStagesTwins {
  /// Runs a step on an arena that holds `numbers`, once with each set of kernels.
  private static func check<Parameters: BitwiseCopyable>(
    _ set: InstructionSet, _ numbers: [Float], _ part: Range<Int>, _ findings: inout Findings,
    _ parameters: Parameters, _ step: (slh_row_kernels) -> slh_step_function
  ) {
    let fast = slh_row_kernels_for(set.identifier).pointee
    let plain = slh_row_kernels_plain(fast.vector).pointee
    var results: [[Float]] = []
    for kernels in [fast, plain] {
      let arena = GuardedBuffer(numbers)
      var parameters = parameters
      arena.start.withMemoryRebound(to: UInt8.self, capacity: numbers.count * 4) { bytes in
        step(kernels)(
          &parameters, bytes,
          slh_part(begin: Int32(part.lowerBound), end: Int32(part.upperBound), scratch: bytes))
      }
      findings.expect(arena.isIntact, "writes outside")
      results.append(arena.elements)
    }
    findings.expect(results[0] == results[1], "differs from its twin")
    findings.expect(results[0] != numbers, "writes nothing")
  }

  @Sendable static func means(set: InstructionSet, seed: Int, findings: inout Findings) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let vector = Int(slh_row_kernels_for(set.identifier).pointee.vector)
    let (images, rows) = (
      Int.random(in: 1...3, using: &generator), Int.random(in: 1...9, using: &generator)
    )
    let count = Int.random(in: 1...6, using: &generator) * vector
    let numbers = (0..<images * (rows + 1) * count).map { _ in
      Float.random(in: -1...1, using: &generator)
    }
    let part = Int.random(in: 0..<images, using: &generator)..<images
    let step =
      slh_row_sums(
        input: 0, output: Int64(images * rows * count * 4), images: Int64(images),
        rows: Int64(rows), count: Int64(count), scale: 1 / Float(rows))
    check(set, numbers, part, &findings, step) { $0.row_sums }
  }

  @Sendable static func gates(set: InstructionSet, seed: Int, findings: inout Findings) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let vector = Int(slh_row_kernels_for(set.identifier).pointee.vector)
    let (blocks, places) = (
      Int.random(in: 1...4, using: &generator), Int.random(in: 1...9, using: &generator)
    )
    let channels = Int.random(in: 1...40, using: &generator)
    let gateCount = (channels + vector - 1) / vector * vector
    let weightCount = blocks * places * channels * vector
    let numbers = (0..<gateCount + weightCount).map { _ in
      Float.random(in: -1...1, using: &generator)
    }
    let weights = GuardedBuffer(Array(numbers.suffix(weightCount)))
    let part = Int.random(in: 0..<blocks, using: &generator)..<blocks
    let step =
      slh_gated_weights(
        weights: weights.start, gate: 0, output: Int64(gateCount * 4), blocks: Int64(blocks),
        places: Int64(places), channels: Int64(channels))
    check(set, numbers, part, &findings, step) { $0.gated_weights }
  }
}
