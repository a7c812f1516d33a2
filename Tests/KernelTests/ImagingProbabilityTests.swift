import CSilhouetteKernels
import Foundation
import SilhouetteTestSupport
import Testing

/// Probabilities of a network's output against the textbook's formulas.
@Suite struct ImagingProbabilityTests {
  private func softmax(_ logits: [Double], _ person: Int) -> Double {
    let largest = logits.max() ?? 0
    return exp(logits[person] - largest) / logits.reduce(0) { $0 + exp($1 - largest) }
  }

  @Test("Probabilities and logits", arguments: ImagingKernelCase.seeds, [1, 2, 3, 6])
  func probabilities(_ seed: Int, channels: Int) {
    var example = ImagingKernelCase(seed: seed)
    let (width, person) = (min(example.width, 70), example.integer(0...channels - 1))
    let row = [Float](repeating: 7, count: width)
    // Nothing is summed beyond the rounding to a float: 2 · 2^-24 of the probability.
    let logits = example.guarded(
      example.numbers(
        width * channels, -12...12, extremes: [-90, 90, -800, 800, -1e30, 1e30, .nan]))
    // 1 / (1 + e^−x) for one channel, e^x[person] / Σ e^x for several
    example.expectSum(in: row, roundings: 2) {
      slh_person_probabilities($0, logits.start, channels, person, true, width)
    } twin: { pixel in
      let values = (0..<channels).map { Double(logits[pixel * channels + $0]) }
      if values.contains(where: \.isNaN) { return [0] }
      return [channels == 1 ? 1 / (1 + exp(-values[0])) : softmax(values, person)]
    }

    let numbers = example.guarded(
      example.numbers(
        width * channels, -0.5...1.5, extremes: [.nan, .infinity, -.infinity, 1 - 0x1p-24]))
    // The number of the class itself, cut to 0…1
    example.expectEqual(in: row) {
      slh_person_probabilities($0, numbers.start, channels, person, false, width)
    } twin: {
      Float(unit(Double(numbers[$0 * channels + person])))
    }
    #expect(example.findings.failures == [])
  }

  @Test("A map blended into another", arguments: ImagingKernelCase.seeds)
  func blends(_ seed: Int) {
    var example = ImagingKernelCase(seed: seed)
    let width = example.width
    let known = example.numbers(width)
    let (map, coverage) = (
      example.guarded(example.numbers(width)), example.guarded(example.numbers(width))
    )
    let (share, weight) = (example.number(0...1), example.number(0...1))
    // known · (1 − share · coverage) + weight · map
    example.expectSum(in: known, roundings: 6) {
      slh_blend_map($0, map.start, coverage.start, share, weight, width)
    } twin: {
      [
        Double(known[$0]), -Double(known[$0]) * Double(share) * Double(coverage[$0]),
        Double(weight) * Double(map[$0]),
      ]
    }
    #expect(example.findings.failures == [])
  }
}
