/// How far a batch is, as the last line of a terminal: `[=====>     ] 12/40  8.4/s  0:03 left`.
struct ProgressBar {
  enum Unit {
    case items
    /// Shown in megabytes of 1,000,000.
    case bytes
  }

  let total: Int
  private(set) var done: Int
  /// What was done before the clock ran.
  private var doneAtStart: Int
  private let unit: Unit
  private let start: Double
  private var lastShown = -Double.infinity

  /// - Parameters:
  ///   - start: seconds on the clock that ``text(columns:at:)`` is given too.
  ///   - done: what earlier runs did of it.
  init(total: Int, start: Double, unit: Unit = .items, done: Int = 0) {
    self.total = total
    self.start = start
    self.unit = unit
    self.done = done
    doneAtStart = done
  }

  /// Faster than this nobody reads.
  private static let interval = 0.1

  /// Counts one more; true when the line is due for showing.
  mutating func advance(at now: Double) -> Bool { advance(to: done + 1, at: now) }

  mutating func advance(to count: Int, at now: Double) -> Bool {
    done = count
    guard now - lastShown >= ProgressBar.interval || done == total else { return false }
    lastShown = now
    return true
  }

  /// Nothing is done, whatever was thought so.
  mutating func restart() {
    done = 0
    doneAtStart = 0
  }

  /// One line of fewer than `columns` letters.
  func text(columns: Int, at now: Double) -> String {
    let elapsed = max(now - start, 1e-3)
    var figures = " \(amount(done))/\(amount(total))\(unit == .bytes ? " MB" : "")"
    if done > doneAtStart {
      let rate = Double(done - doneAtStart) / elapsed
      figures +=
        unit == .bytes
        ? "  \(ProgressBar.decimal(rate / 1e6)) MB/s  " : "  \(ProgressBar.decimal(rate))/s  "
      figures += ProgressBar.clock(seconds: Double(total - done) / rate) + " left"
    }
    let width = min(columns - 1 - figures.count - 2, 40)
    guard width >= 5, total > 0 else {
      return String(figures.dropFirst().prefix(max(columns - 1, 0)))
    }
    let filled = Int(Double(width) * Double(done) / Double(total))
    let tip = filled < width ? ">" : ""
    let bar = String(repeating: "=", count: filled) + tip
    return "[" + bar + String(repeating: " ", count: width - bar.count) + "]" + figures
  }

  private func amount(_ count: Int) -> String {
    unit == .bytes ? ProgressBar.decimal(Double(count) / 1e6) : "\(count)"
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
