/// How values are spread.
public struct Distribution: Hashable, Sendable {
  private let sorted: [Double]
  public let mean: Double

  /// - Precondition: there are values.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty)
    sorted = values.sorted()
    mean = values.reduce(0, +) / Double(values.count)
  }

  public var count: Int { sorted.count }
  public var minimum: Double { sorted[0] }
  public var median: Double { percentile(0.5) }

  /// The value below which a share of all values, 0…1, lies; interpolated between neighbours, as
  /// NumPy does.
  public func percentile(_ share: Double) -> Double {
    let position = min(max(share, 0), 1) * Double(count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, count - 1)
    return sorted[lower] + (position - Double(lower)) * (sorted[upper] - sorted[lower])
  }
}
