import SilhouetteRuntime
import SilhouetteTwins
import Testing

@Suite("Twins")
struct TwinTests {
  @Test(
    "Kernels and networks of every instruction set agree with their definition",
    arguments: TwinCheck.networks, InstructionSet.available)
  func agreement(_ check: TwinCheck, _ set: InstructionSet) {
    expectAgreement(check, set)
  }

  @Test("Kernels over pixels agree with their definition", arguments: TwinCheck.pixels)
  func agreement(_ check: TwinCheck) {
    expectAgreement(check, .best)
  }

  private func expectAgreement(_ check: TwinCheck, _ set: InstructionSet) {
    var comparisons = 0
    for seed in check.seeds {
      let findings = check.findings(of: set, seed: seed)
      #expect(findings.failures == [], "seed \(seed)")
      comparisons += findings.comparisons
    }
    #expect(comparisons >= check.seeds.count)
  }
}

extension TwinCheck: CustomTestStringConvertible {
  public var testDescription: String { name }
}
