import CSilhouetteKernels
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// What happens between stages, of every instruction set against its plain twin.
@Suite struct BetweenStagesTests {
  static let seeds = 0..<60

  /// Runs a step on an arena that holds `numbers`, once with each set of kernels.
  private func arenas<Parameters: BitwiseCopyable>(
    _ set: InstructionSet, _ numbers: [Float], _ part: Range<Int>,
    _ step: (slh_row_kernels) -> slh_step_function, _ parameters: (Int) -> Parameters
  ) -> (fast: [Float], plain: [Float]) {
    let fast = slh_row_kernels_for(set.identifier).pointee
    let plain = slh_row_kernels_plain(fast.vector).pointee
    let results = [fast, plain].map { kernels in
      let arena = GuardedBuffer(numbers)
      var parameters = parameters(Int(fast.vector))
      arena.start.withMemoryRebound(to: UInt8.self, capacity: numbers.count * 4) { bytes in
        step(kernels)(
          &parameters, bytes,
          slh_part(begin: Int32(part.lowerBound), end: Int32(part.upperBound), scratch: bytes))
      }
      #expect(arena.isIntact)
      return arena.elements
    }
    return (results[0], results[1])
  }

  @Test(arguments: InstructionSet.available, seeds)
  func means(set: InstructionSet, seed: Int) {
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
    let (fast, plain) = arenas(set, numbers, part) {
      $0.row_sums
    } _: { _ in
      slh_row_sums(
        input: 0, output: Int64(images * rows * count * 4), images: Int64(images),
        rows: Int64(rows), count: Int64(count), scale: 1 / Float(rows))
    }
    #expect(fast == plain)
    #expect(fast != numbers)
  }

  @Test(arguments: InstructionSet.available, seeds)
  func gates(set: InstructionSet, seed: Int) {
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
    let (fast, plain) = arenas(set, numbers, part) {
      $0.gated_weights
    } _: { _ in
      slh_gated_weights(
        weights: weights.start, gate: 0, output: Int64(gateCount * 4), blocks: Int64(blocks),
        places: Int64(places), channels: Int64(channels))
    }
    #expect(fast == plain)
    #expect(fast != numbers)
  }
}
