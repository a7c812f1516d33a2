import Testing

@testable import SilhouetteCommand

@Suite("Progress bar")
struct ProgressBarTests {
  @Test("The line shows count, rate and the time that is left")
  func text() {
    var bar = ProgressBar(total: 40, start: 100)
    for _ in 0..<10 { _ = bar.advance(at: 105) }
    #expect(bar.text(columns: 80, at: 105).hasSuffix("] 10/40  2.0/s  0:15 left"))
    #expect(bar.text(columns: 80, at: 105).hasPrefix("[==========>   "))
  }

  @Test(
    "The line never fills the screen's last column", arguments: [0, 1, 5, 10, 20, 33, 40, 80, 400])
  func width(columns: Int) {
    var bar = ProgressBar(total: 1_000_000, start: 0)
    for now in 0..<3 { _ = bar.advance(at: Double(now)) }
    #expect(bar.text(columns: columns, at: 3).count <= max(columns - 1, 0))
  }

  @Test("It is drawn at most ten times a second, and at the end")
  func pace() {
    var bar = ProgressBar(total: 1000, start: 0)
    let drawn = (0..<1000).filter { bar.advance(at: Double($0) / 1000) }
    #expect((9...12).contains(drawn.count))
    #expect(drawn.last == 999)
  }

  @Test(
    "Times are read like a clock", arguments: [(0.0, "0:00"), (59.2, "1:00"), (3_725, "1:02:05")])
  func clock(seconds: Double, text: String) {
    #expect(ProgressBar.clock(seconds: seconds) == text)
  }
}
