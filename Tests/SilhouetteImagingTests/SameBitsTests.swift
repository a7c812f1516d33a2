import CSilhouetteKernels
import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

/// Threads share rows, areas or strips; how many there are shows in no bit of a result.
@Suite("The same bits for every number of threads")
struct SameBitsTests {
  private static let scene = Scene(270, 190)

  /// Calls `body` without threads, then with 2, 3 and 8, and expects equal results.
  private func expectSameBits(_ body: (Workers) throws -> PixelBuffer) throws {
    let expected = try body(.callerOnly).values
    for threads in [2, 3, 8] {
      let pool = try #require(slh_pool_create(Int32(threads)))
      defer { slh_pool_destroy(pool) }
      #expect(try body(Workers(pool: pool)).values == expected, "\(threads) threads")
    }
  }

  @Test("Maps")
  func maps() throws {
    var map = PersonMap(Self.scene.map(31, 40), width: 270, height: 190)
    map.add(
      [(Self.scene.map(64, 64), 1)], of: PixelRect(x: 40, y: 33, width: 150, height: 120),
      share: 0.85)
    try expectSameBits { map.alpha(format: .gray16, workers: $0) }
  }

  @Test("Edges that follow colours", arguments: [40, 190], [1, 3])
  func refinement(shortSide: Int, rounds: Int) throws {
    let refinement = GuidedRefinement(
      shortSide: shortSide, longSide: 1000, radius: 3.0 / 100, epsilon: 1e-4, rounds: rounds,
      snap: 0.2, haze: 0.06)
    let map = PersonMap(Self.scene.map(48, 48), width: 270, height: 190)
    try expectSameBits { workers in
      Self.scene.picture.withView {
        refinement.alpha(from: map, guide: $0, format: .gray16, workers: workers)
      }
    }
  }

  @Test("A cut-out, and composites over a colour, a picture and the blurred background")
  func composition() throws {
    let scene = Self.scene
    let other = Scene(90, 140).picture
    try expectSameBits { try scene.cutout(workers: $0) }
    try expectSameBits {
      try scene.composite(over: .color(red: 0, green: 1, blue: 0.3), workers: $0)
    }
    try expectSameBits { try scene.fitted(other, workers: $0) }
    for deviation in [0.5, 3, 40] {
      try expectSameBits { try scene.blurred(deviation: deviation, workers: $0) }
    }
  }

  @Test("Edges grown, shrunk, softened and hardened")
  func edges() throws {
    for length in [3.5, -2, 40] {
      try expectSameBits {
        var alpha = Self.scene.alpha
        try alpha.grow(by: length, workers: $0)
        return alpha
      }
    }
    for side in FeatherSide.allCases {
      try expectSameBits {
        var alpha = Self.scene.alpha
        try alpha.feather(by: 9.5, side, workers: $0)
        return alpha
      }
    }
    try expectSameBits {
      var alpha = Self.scene.alpha
      try alpha.threshold(at: 0.4, workers: $0)
      return alpha
    }
  }
}
