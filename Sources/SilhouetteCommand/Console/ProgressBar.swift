/// How far a batch is, as the last line of a terminal: `[=====>     ] 12/40  8.4/s  0:03 left`.
struct ProgressBar {
  let total: Int
  private(set) var done = 0
  private let start: Double
  private var lastShown = -Double.infinity

  /// - Parameter start: seconds on the clock that ``text(columns:at:)`` is given too.
  init(total: Int, start: Double) {
    self.total = total
    self.start = start
  }

  /// Faster than this nobody reads.
  private static let interval = 0.1

  /// Counts one more; true when the line is due for showing.
  mutating func advance(at now: Double) -> Bool {
    done += 1
    guard now - lastShown >= ProgressBar.interval || done == total else { return false }
    lastShown = now
    return true
  }

  /// One line of fewer than `columns` letters.
  func text(columns: Int, at now: Double) -> String {
    let elapsed = max(now - start, 1e-3)
    var figures = " \(done)/\(total)"
    if done > 0 {
      let rate = Double(done) / elapsed
      figures += "  \(ProgressBar.decimal(rate))/s  "
      figures += ProgressBar.clock(seconds: Double(total - done) / rate) + " left"
    }
    let width = min(columns - 1 - figures.count - 2, 40)
    guard width >= 5, total > 0 else {
      return String(figures.dropFirst().prefix(max(columns - 1, 0)))
    }
    let filled = width * done / total
    let tip = filled < width ? ">" : ""
    let bar = String(repeating: "=", count: filled) + tip
    return "[" + bar + String(repeating: " ", count: width - bar.count) + "]" + figures
  }

  /// `1:05`, `2:00:00`.
  static func clock(seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 359_999))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let tail = (rest < 10 ? "0" : "") + "\(rest)"
    return hours == 0
      ? "\(minutes):" + tail : "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes):" + tail
  }

  /// One digit behind the point.
  static func decimal(_ value: Double) -> String {
    let tenths = Int((min(value, 1e9) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
