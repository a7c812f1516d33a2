/// The connected parts of an alpha channel: mostly a person each, or several who touch.
package struct AlphaParts {
  /// A connected set of pixels that are at least half person.
  package struct Part: Hashable, Sendable {
    package let box: PixelRect
    package let pixelCount: Int
  }

  /// Largest first; of equals the one whose first pixel comes first.
  package let parts: [Part]
  /// All pixels that are at least half person.
  let cores: ConnectedRuns
  /// The part that each set of ``cores`` is, or nil for a fragment.
  let partOfCore: [Int?]
  let corners: Bool

  /// A set that is smaller than this share of the largest that it is visibly connected with is a
  /// fragment of that part: a lock of hair, not a person.
  private static let smallestShare = 100

  /// - Parameter corners: whether pixels that share a corner alone are connected.
  package init(of alpha: PixelBuffer, corners: Bool = true) {
    let maximum = Int(alpha.format.maximumChannelValue)
    let cores = ConnectedRuns(of: alpha, from: maximum / 2 + 1, corners: corners)
    // From an eighth on a connection is seen; below it is the haze that networks leave between people.
    let visible = ConnectedRuns(of: alpha, from: maximum / 8 + 1, corners: corners)
    let order = AlphaParts.coresOfParts(cores, connectedBy: visible.holders(of: cores))
    var partOfCore = [Int?](repeating: nil, count: cores.components.count)
    for (index, core) in order.enumerated() { partOfCore[core] = index }
    self.cores = cores
    self.corners = corners
    self.partOfCore = partOfCore
    parts = order.map {
      Part(box: cores.components[$0].box, pixelCount: cores.components[$0].pixelCount)
    }
  }

  /// Those components of `cores` that are no fragments, largest first.
  private static func coresOfParts(_ cores: ConnectedRuns, connectedBy holders: [Int]) -> [Int] {
    var largest = [Int](repeating: 0, count: (holders.max() ?? 0) + 1)
    for (core, holder) in holders.enumerated() {
      largest[holder] = max(largest[holder], cores.components[core].pixelCount)
    }
    return cores.components.indices.filter {
      cores.components[$0].pixelCount * smallestShare >= largest[holders[$0]]
    }.sorted {
      let (a, b) = (cores.components[$0].pixelCount, cores.components[$1].pixelCount)
      return a == b ? $0 < $1 : a > b
    }
  }

  /// The part that is nearest to a pixel, fragments left out, and how far it is, squared; nil where
  /// there are no parts.
  func nearest(toX x: Int, y: Int) -> (part: Int, square: Int)? {
    var best: (part: Int, square: Int)?
    for row in cores.rows {
      for index in cores.indices(ofRow: row) {
        let run = cores.runs[index]
        guard let part = partOfCore[Int(run.component)] else { continue }
        let aside = max(Int(run.start) - x, x - Int(run.end) + 1, 0)
        let square = aside * aside + (row - y) * (row - y)
        if square < best?.square ?? .max { best = (part, square) }
      }
    }
    return best
  }
}
