import SilhouetteRuntime

/// One kind of kernel, or of network, of an instruction set against the definition of what is
/// right, on shapes and numbers that a seed decides.
///
/// Written without Swift Testing, so that the checks also run where that does not: as Embedded
/// Swift on other processors (`Tests/Portable`).
public struct TwinCheck: Sendable {
  public let name: String
  public let seeds: Range<Int>
  private let check: @Sendable (InstructionSet, Int, inout Findings) -> Void

  package init(
    _ name: String, seeds: Range<Int>,
    _ check: @escaping @Sendable (InstructionSet, Int, inout Findings) -> Void
  ) {
    self.name = name
    self.seeds = seeds
    self.check = check
  }

  /// What networks are made of, kernels first, which every instruction set has of its own; ``pixels``
  /// has the rest.
  public static let networks: [TwinCheck] = rows + betweenStages + int8Operators + graphs

  public func findings(of set: InstructionSet, seed: Int) -> Findings {
    var findings = Findings()
    check(set, seed, &findings)
    return findings
  }
}
