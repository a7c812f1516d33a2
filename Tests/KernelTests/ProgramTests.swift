import CSilhouetteKernels
import Foundation
import Testing

/// What a program does to the threads it runs on.
@Suite struct ProgramTests {
  /// A step whose units each multiply the arena's first two numbers into a number of their own.
  private static let product: slh_step_function = { _, arena, part in
    arena.withMemoryRebound(to: Float.self, capacity: 2 + Int(part.end)) { numbers in
      for unit in part.begin..<part.end { numbers[2 + Int(unit)] = numbers[0] * numbers[1] }
    }
  }

  #if arch(x86_64) || arch(arm64)
    @Test(arguments: [1, 2, 3])
    func denormalsAreZeroOnAllThreadsAndComeBackForTheCaller(
      _ threads: Int32
    ) {
      let units = 64
      var numbers = [Float](repeating: 1, count: 2 + units)
      (numbers[0], numbers[1]) = (.leastNormalMagnitude, 0.5)
      let pool = slh_pool_create(threads)
      defer { pool.map(slh_pool_destroy) }
      run(Self.product, units: units, pool: pool, on: &numbers)
      #expect(numbers[2...].allSatisfy { $0 == 0 })
      #expect(numbers[0] * numbers[1] > 0)
    }
  #endif

  #if os(Linux)
    /// A step whose units note the clock of the thread that they run on, and take their time.
    private static let clocks: slh_step_function = { _, arena, part in
      arena.withMemoryRebound(to: Int32.self, capacity: Int(part.end)) { clocks in
        for unit in part.begin..<part.end {
          pthread_getcpuclockid(pthread_self(), &clocks[Int(unit)])
        }
      }
      usleep(2000)
    }

    private func processorTime(_ clock: Int32) -> Int {
      var time = timespec()
      clock_gettime(clock, &time)
      return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    @Test func threadsWithoutWorkSleep() throws {
      let pool = try #require(slh_pool_create(3))
      defer { slh_pool_destroy(pool) }
      var clocks = [Int32](repeating: 0, count: 3)
      var own: Int32 = 0
      pthread_getcpuclockid(pthread_self(), &own)
      let isShared = (0..<100).contains { _ in
        run(Self.clocks, units: 3, pool: pool, on: &clocks)
        return clocks.contains { $0 != own }
      }
      #expect(isShared)
      // They spin for a while, and as long as it takes them to get a core for it.
      let sleeps = (0..<500).contains { _ in
        let before = clocks.map(processorTime)
        usleep(10_000)
        // The caller's own thread notes its clock too, and it alone takes time now.
        let busy = zip(clocks, before).filter { processorTime($0) != $1 }
        return busy.allSatisfy { $0.0 == own }
      }
      #expect(sleeps)
    }
  #endif

  private func run<Number: BitwiseCopyable>(
    _ function: @escaping slh_step_function, units: Int, pool: OpaquePointer?,
    on numbers: inout [Number]
  ) {
    numbers.withUnsafeMutableBytes { bytes in
      guard let arena = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      var step = slh_step(run: function, parameters: arena, units: Int32(units), grain: 1)
      slh_program_run(&step, 1, arena, arena, 0, pool)
    }
  }
}
