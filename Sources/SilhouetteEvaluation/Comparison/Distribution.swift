/// How a figure spreads over pictures, where low is bad.
public struct Distribution: Hashable, Sendable {
  public let mean: Double
  public let median: Double
  /// A tenth of the pictures lie below it.
  public let tenthPercentile: Double
  public let worst: Double

  /// `nil` of nothing. Percentiles are interpolated between neighbours, as NumPy does.
  public init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let lowest = sorted.first else { return nil }
    worst = lowest
    mean = values.reduce(0, +) / Double(values.count)
    median = Distribution.percentile(0.5, of: sorted)
    tenthPercentile = Distribution.percentile(0.1, of: sorted)
  }

  private static func percentile(_ share: Double, of sorted: [Double]) -> Double {
    let position = share * Double(sorted.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (position - Double(lower)) * (sorted[upper] - sorted[lower])
  }
}
