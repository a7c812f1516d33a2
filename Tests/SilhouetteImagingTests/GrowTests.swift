import CSilhouetteKernels
import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

private let depths: [PixelFormat] = [.gray8, .gray16]

private func grown(
  _ alpha: PixelBuffer, by length: Double, workers: Workers = .callerOnly
) throws -> PixelBuffer {
  var alpha = alpha
  try alpha.grow(by: length, workers: workers)
  return alpha
}

/// A disc whose edge is a ramp of `ramp` pixels around its outline.
private func disc(
  radius: Double, ramp: Double, side: Int = 100, format: PixelFormat = .gray8
) -> PixelBuffer {
  let maximum = Double(format.maximumChannelValue)
  let center = Double(side - 1) / 2
  return PixelBuffer(width: side, height: side, format: format) { x, y, _ in
    let (u, v) = (Double(x) - center, Double(y) - center)
    let depth = radius - (u * u + v * v).squareRoot()
    return Int((maximum * min(max(0.5 + depth / ramp, 0), 1)).rounded())
  }
}

/// Unit vectors all around, also such as lie between the axes and the diagonals.
private let directions: [(x: Double, y: Double)] = (0..<6).flatMap { index in
  let t = Double(index) / 6
  let (c, s) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
  return [(c, s), (-s, c), (-c, -s), (s, -c)]
}

struct GrowTests {
  @Test(
    "A straight edge moves by the length in every direction, as soft as it was",
    arguments: [0.25, 0.5, 1, 1.5, 2, 4.7, -0.5, -2, -7.3, 70], [1.0, 4])
  func straight(length: Double, ramp: Double) throws {
    let side = 40 + 2 * Int(abs(length))
    for direction in directions where direction.x > 0 && direction.y >= 0 {
      func edge(at distance: Double) -> PixelBuffer {
        let middle = Double(side - 1) / 2
        return PixelBuffer(width: side, height: side, format: .gray16) { x, y, _ in
          let place = direction.x * (Double(x) - middle) + direction.y * (Double(y) - middle)
          return Int((65_535 * min(max(0.5 + (distance - place) / ramp, 0), 1)).rounded())
        }
      }
      let found = try grown(edge(at: -length / 2), by: length)
      let expected = edge(at: length / 2)
      let rows = side / 2 - 4..<side / 2 + 4
      var (worst, sum) = (0, 0)
      for y in rows {
        for x in 0..<side {
          let difference = found.value(x, y) - expected.value(x, y)
          worst = max(worst, abs(difference))
          sum += difference
        }
      }
      // Where a ramp begins, the surface between pixels is off by up to a quarter of its slope.
      #expect(Double(worst) / 65_535 * ramp < 0.26, "direction \(direction)")
      let moved = Double(sum) / 65_535 / Double(rows.count) * direction.x
      // Lengths above 126 are worked off in steps, and each interpolates.
      let steps = (abs(length) / 126).rounded(.up)
      #expect(abs(moved) < 0.1 * steps, "direction \(direction)")
    }
  }

  @Test("A disc grows to the larger disc", arguments: [0.5, 2, 15.5, -1, -11])
  func discs(length: Double) throws {
    for ramp in [1.0, 4] {
      let found = try grown(disc(radius: 28, ramp: ramp), by: length)
      let expected = disc(radius: 28 + length, ramp: ramp)
      let worst = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 0
      #expect(Double(worst) / 255 * ramp < 0.26, "ramp \(ramp): \(worst)")
    }
  }

  @Test("Growing and then shrinking gives a disc back", arguments: [0.5, 1, 12.5])
  func backAgain(length: Double) throws {
    for ramp in [1.0, 5] {
      let alpha = disc(radius: 25, ramp: ramp)
      for order in [length, -length / 2] {
        let back = try grown(grown(alpha, by: order), by: -order)
        let worst = zip(back.values, alpha.values).map { abs($0 - $1) }.max() ?? 0
        #expect(Double(worst) / 255 * ramp < 0.3, "ramp \(ramp), \(order): \(worst)")
      }
    }
  }

  @Test(
    "No pixel within the length is larger, and nothing comes from farther", arguments: depths,
    [0.5, 1, 2, 4.75])
  func bounds(format: PixelFormat, length: Double) throws {
    var generator = SeededGenerator(seed: UInt64(4 * length))
    for (width, height) in [(29, 21), (8, 8), (1, 50), (50, 1)] {
      let noise = PixelBuffer.random(
        width: width, height: height, format: format, using: &generator)
      let found = try grown(noise, by: length)
      for y in 0..<height {
        for x in 0..<width {
          #expect(found.value(x, y) >= largest(noise, x, y, within: length))
          #expect(found.value(x, y) <= largest(noise, x, y, within: length + 1.4143))
        }
      }
    }
  }

  private func largest(_ alpha: PixelBuffer, _ x: Int, _ y: Int, within radius: Double) -> Int {
    let reach = Int(radius)
    var largest = 0
    for v in max(y - reach, 0)...min(y + reach, alpha.height - 1) {
      for u in max(x - reach, 0)...min(x + reach, alpha.width - 1)
      where Double((u - x) * (u - x) + (v - y) * (v - y)) <= radius * radius {
        largest = max(largest, alpha.value(u, v))
      }
    }
    return largest
  }

  @Test("Axis-parallel edges stay hard; the border is no edge", arguments: depths)
  func shrinks(format: PixelFormat) throws {
    func corner(_ right: Int, _ top: Int) -> PixelBuffer {
      let maximum = Int(format.maximumChannelValue)
      return PixelBuffer(width: 61, height: 47, format: format) { x, y, _ in
        x < right && y >= top ? maximum : 0
      }
    }
    #expect(try grown(corner(30, 10), by: -4).values == corner(26, 14).values)
  }

  @Test("A dot becomes a round disc, also of lengths that are worked off in steps")
  func dots() throws {
    let dot = PixelBuffer(width: 281, height: 281, format: .gray8) { x, y, _ in
      x == 140 && y == 140 ? 255 : 0
    }
    for length in [3.0, 20.5, 130] {
      let found = try grown(dot, by: length)
      for direction in directions {
        func value(_ distance: Double) -> Int {
          found.value(
            140 + Int((distance * direction.x).rounded()),
            140 + Int((distance * direction.y).rounded()))
        }
        #expect(value(length - 1.3) == 255)
        // Every step interpolates again.
        #expect(value(length + 1.8) < 26)
        #expect(value(length + 3) == 0)
      }
    }
  }

  @Test("Mirrored and turned pictures give mirrored and turned results", arguments: depths)
  func symmetry(format: PixelFormat) throws {
    var generator = SeededGenerator(seed: 5)
    let (width, height) = (70, 45)
    let noise = PixelBuffer.random(width: width, height: height, format: format, using: &generator)
    let alpha = PixelBuffer(width: width, height: height, format: format) { x, y, _ in
      (x / 9 + y / 7) % 3 == 0 ? noise.value(x, y) : 0
    }
    let mirrored = PixelBuffer(width: width, height: height, format: format) { x, y, _ in
      alpha.value(width - 1 - x, y)
    }
    let turned = PixelBuffer(width: height, height: width, format: format) { x, y, _ in
      alpha.value(y, height - 1 - x)
    }
    for length in [0.5, 2.3, -17] {
      let plain = try grown(alpha, by: length)
      let (other, third) = (try grown(mirrored, by: length), try grown(turned, by: length))
      for y in 0..<height {
        for x in 0..<width {
          #expect(other.value(width - 1 - x, y) == plain.value(x, y))
          #expect(third.value(height - 1 - y, x) == plain.value(x, y))
        }
      }
    }
  }

  @Test("Flat and thin pictures stay as they are", arguments: [(1, 1), (5000, 1), (1, 5000)])
  func flat(width: Int, height: Int) throws {
    for value in [0, 77, 255] {
      let flat = PixelBuffer(width: width, height: height, format: .gray8) { _, _, _ in value }
      for length in [0, 0.5, 1, -1] {
        #expect(try grown(flat, by: length).values == flat.values)
      }
    }
  }

  @Test("The same bits for any number of threads", arguments: [2, 3, 5])
  func threads(count: Int) throws {
    let alpha = disc(radius: 50, ramp: 9, side: 150, format: .gray16)
    let pool = try #require(slh_pool_create(Int32(count)))
    defer { slh_pool_destroy(pool) }
    let workers = Workers(pool: pool)
    for length in [1.25, -70] {
      let found = try grown(alpha, by: length, workers: workers)
      #expect(found.values == (try grown(alpha, by: length)).values)
    }
    for side in FeatherSide.allCases {
      var (one, several) = (alpha, alpha)
      try one.feather(by: 23.5, side, workers: .callerOnly)
      try several.feather(by: 23.5, side, workers: workers)
      #expect(one.values == several.values)
    }
  }

  @Test("Lengths that make no sense are refused", arguments: [Double.nan, .infinity, 62, -1e9])
  func invalid(length: Double) {
    let alpha = PixelBuffer(width: 61, height: 47, format: .gray8) { _, _, _ in 255 }
    #expect(throws: ImagingError.self) { try grown(alpha, by: length) }
  }
}

struct EdgeAreaTests {
  @Test("Areas hold all that is not flat around it, once", arguments: [1, 5, 16, 17, 40])
  func areas(reach: Int) {
    let side = 130
    for format in depths {
      let alpha = disc(radius: 20, ramp: 6, side: side, format: format)
      let maximum = Int(format.maximumChannelValue)
      var isCovered = [Int](repeating: 0, count: side * side)
      for area in alpha.edgeAreas(reach: reach, workers: .callerOnly) {
        for y in area.y..<area.y + area.height {
          for x in area.x..<area.x + area.width { isCovered[y * side + x] += 1 }
        }
      }
      #expect(isCovered.allSatisfy { $0 <= 1 })
      for y in 0..<side {
        for x in 0..<side where isCovered[y * side + x] == 0 {
          let corners = [
            (-reach, -reach), (reach, -reach), (-reach, reach), (reach, reach), (0, 0),
          ]
          let seen = Set(
            corners.map {
              alpha.value(min(max(x + $0.0, 0), side - 1), min(max(y + $0.1, 0), side - 1))
            })
          #expect(seen == [0] || seen == [maximum])
        }
      }
    }
  }
}
