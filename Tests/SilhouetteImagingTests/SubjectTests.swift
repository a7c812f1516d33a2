import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

private let depths: [PixelFormat] = [.gray8, .gray16]

/// A grey picture of digits: 0 is background, 9 is person, the others are between.
private func picture(_ rows: [String], format: PixelFormat = .gray8) -> PixelBuffer {
  let digits = rows.map { Array($0.utf8) }
  let maximum = Int(format.maximumChannelValue)
  return PixelBuffer(width: digits[0].count, height: rows.count, format: format) { x, y, _ in
    Int(digits[y][x] - 48) * maximum / 9
  }
}

private func kept(_ subject: Subject, of alpha: PixelBuffer) throws -> PixelBuffer {
  var alpha = alpha
  try alpha.keep(subject)
  return alpha
}

private func cleaned(_ alpha: PixelBuffer, below count: Int) throws -> PixelBuffer {
  var alpha = alpha
  try alpha.clean(below: count, workers: .callerOnly)
  return alpha
}

struct AlphaPartsTests {
  @Test("Parts are ordered by size, and corners connect", arguments: depths)
  func order(format: PixelFormat) {
    let alpha = picture(
      [
        "9900000",
        "0090005",
        "0000099",
        "0990000",
        "0990000",
        "0990004",
      ], format: format)
    let parts = AlphaParts(of: alpha).parts
    #expect(parts.map(\.pixelCount) == [6, 3, 3])
    #expect(
      parts.map(\.box) == [
        PixelRect(x: 1, y: 3, width: 2, height: 3), PixelRect(x: 0, y: 0, width: 3, height: 2),
        PixelRect(x: 5, y: 1, width: 2, height: 2),
      ])
  }

  @Test("A small piece on a soft bridge is a fragment; apart from it, or larger, it is a part")
  func fragments() {
    func parts(bridge: Int, size: Int) -> [Int] {
      let alpha = PixelBuffer(width: 60, height: 40, format: .gray8) { x, y, _ in
        if x < 25 { return 255 }
        if x >= 30, x < 30 + size, y >= 20, y < 20 + size { return 255 }
        return x < 30 && y == 20 ? bridge : 0
      }
      return AlphaParts(of: alpha).parts.map(\.pixelCount)
    }
    #expect(parts(bridge: 100, size: 3) == [1000])
    #expect(parts(bridge: 20, size: 3) == [1000, 9])
    #expect(parts(bridge: 100, size: 4) == [1000, 16])
  }

  @Test("Runs find the same components as a fill of pixels", arguments: depths, [false, true])
  func components(format: PixelFormat, corners: Bool) {
    var generator = SeededGenerator(seed: corners ? 3 : 4)
    for (width, height) in [(1, 1), (1, 40), (200, 1), (33, 21), (140, 30)] {
      let alpha = PixelBuffer.random(
        width: width, height: height, format: format, using: &generator)
      for level in [1, Int(format.maximumChannelValue) / 2, Int(format.maximumChannelValue)] {
        let found = ConnectedRuns(of: alpha, from: level, corners: corners)
        #expect(found.components.map(\.pixelCount) == filled(alpha, from: level, corners: corners))
      }
    }
  }

  /// Sizes of components in the order of their first pixels.
  private func filled(_ alpha: PixelBuffer, from level: Int, corners: Bool) -> [Int] {
    let (width, height) = (alpha.width, alpha.height)
    var isOpen = alpha.values.map { $0 >= level }
    var sizes: [Int] = []
    for first in isOpen.indices where isOpen[first] {
      var waiting = [first]
      var size = 0
      isOpen[first] = false
      while let place = waiting.popLast() {
        size += 1
        for dy in -1...1 {
          for dx in -1...1 where corners || dx == 0 || dy == 0 {
            let (x, y) = (place % width + dx, place / width + dy)
            guard (0..<width).contains(x), (0..<height).contains(y), isOpen[y * width + x]
            else { continue }
            isOpen[y * width + x] = false
            waiting.append(y * width + x)
          }
        }
      }
      sizes.append(size)
    }
    return sizes
  }
}

struct SubjectTests {
  private let group = [
    "012100000000",
    "299920001310",
    "399930013931",
    "299920001310",
    "012100000000",
    "000000009000",
  ]

  @Test("A part stays with its soft edge; nothing is left of the others", arguments: depths)
  func chosen(format: PixelFormat) throws {
    let alpha = picture(group, format: format)
    let first = picture(
      [
        "012100000000", "299920000000", "399930000000", "299920000000", "012100000000",
        "000000000000",
      ], format: format)
    let third = picture(
      [
        "000000000000", "000000000000", "000000000000", "000000000000", "000000000000",
        "000000009000",
      ], format: format)
    #expect(try kept(.largest, of: alpha).values == first.values)
    #expect(try kept(.index(1), of: alpha).values == first.values)
    #expect(try kept(.index(3), of: alpha).values == third.values)
    #expect(try kept(.point(x: 8, y: 5), of: alpha).values == third.values)
    #expect(try kept(.all, of: alpha).values == alpha.values)
  }

  @Test("Between two parts the softest pixels are the border, and locks stay with their heads")
  func divided() throws {
    let alpha = picture([
      "999943212345999",
      "999900000000999",
      "999949400000999",
    ])
    // "949" is a fragment only beside something a hundred times as large.
    let left = picture([
      "999943210000000",
      "999900000000000",
      "999940000000000",
    ])
    var found = try kept(.largest, of: alpha)
    found = try kept(.largest, of: found)
    // The lowest pixel goes with one of both.
    #expect(found.value(8, 0) == 0)
    for x in 0..<7 { #expect(found.value(x, 0) == left.value(x, 0)) }
    for x in 9..<15 { #expect(found.value(x, 0) == 0 && found.value(x, 1) == 0) }
  }

  @Test("A fragment goes with the part that it hangs on")
  func fragments() throws {
    let alpha = PixelBuffer(width: 90, height: 40, format: .gray8) { x, y, _ in
      if x < 25 || x >= 70 { return 255 }
      // A lock with an opaque end, on a bridge between both.
      if y == 20, x < 60 { return x < 40 ? 110 : x < 43 ? 255 : 40 }
      return y == 20 ? 100 : 0
    }
    #expect(AlphaParts(of: alpha).parts.count == 2)
    let left = try kept(.point(x: 3, y: 3), of: alpha)
    #expect(left.value(41, 20) == 255 && left.value(30, 20) == 110)
    #expect(left.value(65, 20) == 0 && left.value(80, 5) == 0)
    let right = try kept(.point(x: 80, y: 3), of: alpha)
    #expect(right.value(41, 20) == 0 && right.value(65, 20) == 100 && right.value(3, 3) == 0)
    for (a, (b, whole)) in zip(left.values, zip(right.values, alpha.values)) {
      #expect(max(a, b) == whole && min(a, b) == 0)
    }
  }

  @Test("A point beside the outline finds the nearest within a fiftieth of the short side")
  func points() throws {
    let alpha = PixelBuffer(width: 300, height: 200, format: .gray8) { x, y, _ in
      (50..<100).contains(x) && (50..<150).contains(y) ? 255 : 0
    }
    for (x, y) in [(50, 50), (99, 149), (46, 100), (103, 100), (98, 46)] {
      #expect(try kept(.point(x: x, y: y), of: alpha).values == alpha.values)
    }
    for (x, y) in [(45, 100), (104, 100), (46, 46), (0, 0), (299, 199)] {
      let boxes = [PixelRect(x: 50, y: 50, width: 50, height: 100)]
      #expect(throws: ImagingError.noSuchPart(wanted: "nobody is at \(x),\(y)", boxes: boxes)) {
        try kept(.point(x: x, y: y), of: alpha)
      }
    }
  }

  @Test("Who is not there is told with where the parts are")
  func nobody() throws {
    let alpha = picture(group)
    for (index, words) in [
      (4, "there is no part 4: there are 3 parts, largest first: 1 is 3x3 at 1,1; 2 is 1x1"),
      (0, "there is no part 0"), (-1, "there is no part -1"),
    ] {
      let error = #expect(throws: ImagingError.self) { try kept(.index(index), of: alpha) }
      #expect("\(try #require(error))".contains(words))
    }
    for (x, y) in [(-1, 0), (0, -1), (12, 0), (0, 6), (9999, 9999), (Int.max, Int.min)] {
      #expect(throws: ImagingError.pointOutside(x: x, y: y, width: 12, height: 6)) {
        try kept(.point(x: x, y: y), of: alpha)
      }
    }
    let empty = picture(["0040", "0000"])
    #expect(try kept(.largest, of: empty).values == empty.values)
    let error = #expect(throws: ImagingError.self) { try kept(.index(1), of: empty) }
    #expect("\(try #require(error))".contains("no person was found"))
  }

  @Test("Whole, empty and thin pictures", arguments: [(1, 1), (5000, 1), (1, 5000), (70, 3)])
  func extremes(width: Int, height: Int) throws {
    for value in [0, 255] {
      let flat = PixelBuffer(width: width, height: height, format: .gray8) { _, _, _ in value }
      #expect(try kept(.largest, of: flat).values == flat.values)
      #expect(try cleaned(flat, below: 0).values == flat.values)
      // The border is no edge: the whole background is no hole.
      #expect(try cleaned(flat, below: 1).values == flat.values)
    }
  }

  @Test("Mirrored and turned pictures give mirrored and turned results")
  func symmetry() throws {
    var generator = SeededGenerator(seed: 11)
    let blobs = (0..<9).map { _ in
      (Int.random(in: 0..<80, using: &generator), Int.random(in: 0..<60, using: &generator))
    }
    let alpha = PixelBuffer(width: 80, height: 60, format: .gray8) { x, y, _ in
      blobs.enumerated().map { index, blob in
        let square = (x - blob.0) * (x - blob.0) + (y - blob.1) * (y - blob.1)
        return max(0, min(255, 255 + 20 * index - 3 * square))
      }.max()!
    }
    let mirrored = PixelBuffer(width: 80, height: 60, format: .gray8) { x, y, _ in
      alpha.value(79 - x, y)
    }
    let turned = PixelBuffer(width: 60, height: 80, format: .gray8) { x, y, _ in
      alpha.value(y, 59 - x)
    }
    let plain = try kept(.largest, of: alpha)
    #expect(plain.values != alpha.values)
    let other = try kept(.largest, of: mirrored)
    let third = try kept(.largest, of: turned)
    for y in 0..<60 {
      for x in 0..<80 {
        #expect(other.value(79 - x, y) == plain.value(x, y))
        #expect(third.value(59 - y, x) == plain.value(x, y))
      }
    }
  }
}

struct CleaningTests {
  /// A person with a speck beside and a hole inside, each of `size` pixels a side, soft all around.
  private func person(size: Int, format: PixelFormat) -> PixelBuffer {
    let maximum = Int(format.maximumChannelValue)
    func isSpeck(_ x: Int, _ y: Int, _ margin: Int) -> Bool {
      (60 - margin..<60 + size + margin).contains(x)
        && (10 - margin..<10 + size + margin).contains(y)
    }
    func isHole(_ x: Int, _ y: Int, _ margin: Int) -> Bool {
      (20 - margin..<20 + size + margin).contains(x)
        && (20 - margin..<20 + size + margin).contains(y)
    }
    return PixelBuffer(width: 80, height: 60, format: format) { x, y, _ in
      if x < 50, y >= 5 {
        return isHole(x, y, 0) ? 0 : isHole(x, y, 2) ? maximum * 3 / 5 : maximum
      }
      return isSpeck(x, y, 0) ? maximum : isSpeck(x, y, 2) ? maximum / 3 : 0
    }
  }

  private func clean(format: PixelFormat) -> PixelBuffer {
    let maximum = Int(format.maximumChannelValue)
    return PixelBuffer(width: 80, height: 60, format: format) { x, y, _ in
      x < 50 && y >= 5 ? maximum : 0
    }
  }

  @Test("What is smaller than the limit goes with its soft rim, the rest stays", arguments: depths)
  func limits(format: PixelFormat) throws {
    for size in [1, 3, 5] {
      let alpha = person(size: size, format: format)
      let count = size * size
      #expect(try cleaned(alpha, below: count).values == alpha.values)
      #expect(try cleaned(alpha, below: count + 1).values == clean(format: format).values)
      #expect(try cleaned(alpha, below: 0).values == alpha.values)
    }
  }

  @Test("Background at the border is no hole, however small")
  func border() throws {
    let alpha = PixelBuffer(width: 40, height: 40, format: .gray8) { x, y, _ in
      x + y < 5 || (x == 39 && y == 20) ? 0 : 255
    }
    #expect(try cleaned(alpha, below: 1000).values == alpha.values)
  }

  @Test("Faint islands are specks too, and faint dents are holes")
  func faint() throws {
    let alpha = PixelBuffer(width: 60, height: 40, format: .gray8) { x, y, _ in
      if x < 40 { return (10..<12).contains(x) && y == 9 ? 200 : 255 }
      return (50..<53).contains(x) && y == 30 ? 60 : 0
    }
    let whole = PixelBuffer(width: 60, height: 40, format: .gray8) { x, _, _ in x < 40 ? 255 : 0 }
    #expect(try cleaned(alpha, below: 5).values == whole.values)
    #expect(try cleaned(alpha, below: 2).values == alpha.values)
  }

  @Test("A speck in a hole goes with the hole")
  func nested() throws {
    let alpha = PixelBuffer(width: 40, height: 40, format: .gray8) { x, y, _ in
      let reach = max(abs(x - 20), abs(y - 20))
      return reach == 0 ? 255 : reach < 4 ? 0 : reach < 19 ? 255 : 0
    }
    let whole = PixelBuffer(width: 40, height: 40, format: .gray8) { x, y, _ in
      max(abs(x - 20), abs(y - 20)) < 19 ? 255 : 0
    }
    #expect(try cleaned(alpha, below: 50).values == whole.values)
  }

  @Test("A negative size is refused")
  func negative() {
    #expect(throws: ImagingError.self) { try cleaned(picture(["90"]), below: -1) }
  }
}
