import CSilhouetteKernels

/// A family of kernels, chosen when a plan is made.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Portable C that defines what the others compute.
  case plain
  /// x86-64 with AVX2 and FMA.
  case avx2
  /// x86-64 with AVX-512 F, BW, DQ and VL.
  case avx512
  case neon
  case wasm

  /// What this machine can run, slowest first.
  public static var available: [InstructionSet] {
    allCases.filter { slh_cpu_supports($0.identifier) }
  }

  /// The fastest that this machine can run.
  public static var best: InstructionSet { available.last ?? .plain }

  /// Computes multiply-adds that wait for no memory, for a caller with a clock: what this machine can
  /// do at most.
  ///
  /// - Parameter rounds: in proportion to the time; a million takes some milliseconds.
  /// - Returns: how many multiply-adds were computed.
  public func multiplyAdds(rounds: Int) -> Int {
    var result: Float = 1
    return Int(slh_row_kernels_for(identifier).pointee.peak(Int64(rounds), &result))
  }

  /// The instructions that sum products of bytes for int8 networks, like `vnni` or `dotprod`; `nil`
  /// where this machine has none and such networks are computed in float32, exactly.
  public var byteProducts: String? { byteForms.first }

  /// All such instructions of the set that this machine has, the fastest first.
  package var byteForms: [String] {
    var titles: [String] = []
    while let form = slh_blocked_kernels_of(identifier, Int32(titles.count)) {
      titles.append(String(cString: form.pointee.title))
    }
    return titles
  }

  package var identifier: slh_instruction_set {
    switch self {
    case .plain: SLH_PLAIN
    case .avx2: SLH_AVX2
    case .avx512: SLH_AVX512
    case .neon: SLH_NEON
    case .wasm: SLH_WASM
    }
  }
}
