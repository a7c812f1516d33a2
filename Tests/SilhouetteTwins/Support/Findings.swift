/// What a check looked at and what it found wrong.
public struct Findings {
  /// The first failures as sentences; more of them say little.
  public private(set) var failures: [String] = []
  public private(set) var comparisons = 0
  private static let mostFailures = 8

  public init() {}

  public var areGood: Bool { failures.isEmpty }

  /// - Parameter sentence: what is wrong where `holds` is false.
  package mutating func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    comparisons += 1
    if !holds, failures.count < Findings.mostFailures { failures.append(sentence()) }
  }

  package mutating func add(_ other: Findings) {
    comparisons += other.comparisons
    failures = Array((failures + other.failures).prefix(Findings.mostFailures))
  }
}
