import CSilhouetteKernels
import Foundation
import SilhouetteTestSupport
import Testing

/// Kernels of linear light against the curves of sRGB in double precision.
@Suite struct ImagingLightTests {
  @Test("Every value of 8 and of 16 bits is taken to its light and back", arguments: [255, 65_535])
  func allValues(maximum: Int) {
    let values = (0...maximum).map { Float($0) / Float(maximum) }
    var row = values
    slh_linear_from_srgb(&row, row.count)
    for (value, light) in zip(values, row) {
      #expect(abs(Double(light) - linear(Double(value))) <= 1e-6 * Double(value))
    }
    #expect(zip(row, row.dropFirst()).allSatisfy { $0 < $1 })
    #expect(row.first == 0 && row.last == 1)
    slh_srgb_from_linear(&row, row.count)
    #expect(row.indices.allSatisfy { Int((row[$0] * Float(maximum)).rounded()) == $0 })
  }

  @Test("Light is taken to values within a millionth")
  func fromLight() {
    let light = (0...100_000).map { Float($0) / 100_000 }
    var row = light
    slh_srgb_from_linear(&row, row.count)
    for (light, value) in zip(light, row) {
      #expect(abs(Double(value) - encoded(Double(light))) <= 1e-6 * Double(value))
    }
  }

  @Test("Composites in linear light", arguments: ImagingKernelCase.seeds)
  func mixtures(_ seed: Int) {
    var example = ImagingKernelCase(seed: seed)
    let width = example.width
    let colors = example.numbers(3 * width)
    let alpha = example.guarded(example.numbers(width, extremes: [1 / 65535, 1 - 0x1p-24]))
    let behind = example.guarded(example.numbers(3 * width))
    let found = example.after(colors) { slh_composite_linear($0, behind.start, alpha.start, width) }
    for index in found.indices {
      let a = Double(alpha[index / 3])
      let twin = encoded(
        a * linear(Double(colors[index])) + (1 - a) * linear(Double(behind[index])))
      #expect(abs(Double(found[index]) - twin) <= 3e-6)
    }
    #expect(example.findings.failures == [])
  }

  /// IEC 61966-2-1.
  private func linear(_ value: Double) -> Double {
    value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private func encoded(_ light: Double) -> Double {
    light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  }
}
