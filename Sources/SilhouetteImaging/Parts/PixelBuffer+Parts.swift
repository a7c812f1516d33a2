extension PixelBuffer {
  /// Makes background of all that belongs to other parts than those that are kept.
  ///
  /// A part's soft edge goes with it. Soft pixels that are connected with one part alone are that part's;
  /// between parts that stay and parts that go they are divided (``SoftDivision``).
  ///
  /// - Parameters:
  ///   - isKept: for each of the parts.
  ///   - leastLoose: soft pixels that are connected with no part stay from so many on.
  mutating func keep(_ isKept: [Bool], of parts: AlphaParts, leastLoose: Int) {
    let soft = ConnectedRuns(of: self, from: 1, corners: parts.corners)
    let holders = soft.holders(of: parts.cores)
    var fates = soft.components.map { set -> PartFate? in
      set.pixelCount < leastLoose ? .goes : .stays
    }
    var isHolder = [Bool](repeating: false, count: fates.count)
    for (core, part) in parts.partOfCore.enumerated() {
      guard let part else { continue }
      let holder = holders[core]
      let fate = isKept[part] ? PartFate.stays : .goes
      fates[holder] = isHolder[holder] && fates[holder] != fate ? nil : fate
      isHolder[holder] = true
    }
    withMutableView { view in
      let removed = PartFate.goes
      for y in soft.rows {
        for index in soft.indices(ofRow: y) where fates[Int(soft.runs[index].component)] == removed
        {
          view.setAlpha(isPerson: false, at: y, soft.runs[index].columns)
        }
      }
      guard fates.contains(nil) else { return }
      SoftDivision(soft, isDivided: fates.map { $0 == nil }, parts, isKept).apply(to: view)
    }
  }
}

/// What becomes of pixels when some parts are kept.
enum PartFate {
  case stays
  case goes
}
