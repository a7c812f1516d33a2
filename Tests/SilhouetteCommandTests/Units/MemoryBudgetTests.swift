import Synchronization
import Testing

@testable import SilhouetteCommand

@Suite("Memory budget")
struct MemoryBudgetTests {
  /// What is held at the moment, and the most that ever was.
  private final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0, ended: 0))

    func hold(_ bytes: Int) {
      state.withLock { $0 = ($0.now + bytes, max($0.most, $0.now + bytes), $0.ended) }
    }

    func release(_ bytes: Int) { state.withLock { $0 = ($0.now - bytes, $0.most, $0.ended + 1) } }

    var most: Int { state.withLock { $0.most } }
    var ended: Int { state.withLock { $0.ended } }
  }

  @Test("What several threads hold together stays below the limit")
  func limit() {
    let budget = MemoryBudget(bytes: 100)
    let gauge = Gauge()
    Workers.run(8) {
      for bytes in [60, 10, 45, 100, 1, 30] {
        budget.withReservation(of: bytes) {
          gauge.hold(bytes)
          gauge.release(bytes)
        }
      }
    }
    #expect(gauge.most <= 100)
    #expect(gauge.ended == 48)
  }

  @Test("A job that needs more than the limit runs, alone")
  func oversized() {
    let budget = MemoryBudget(bytes: 100)
    let gauge = Gauge()
    Workers.run(4) {
      for bytes in [500, 20] {
        budget.withReservation(of: bytes) {
          gauge.hold(bytes)
          gauge.release(bytes)
        }
      }
    }
    #expect(gauge.most == 500)
    #expect(gauge.ended == 8)
  }

  @Test("An error gives the reservation back")
  func errors() {
    struct Failure: Error {}
    let budget = MemoryBudget(bytes: 10)
    for _ in 0..<3 {
      #expect(throws: Failure.self) {
        try budget.withReservation(of: 10) { throw Failure() }
      }
    }
  }
}
