import CSilhouetteKernels

/// The pixels of a grey picture from a level on, as runs in its rows, joined to connected components.
///
/// Runs instead of pixels: a photo of 48 megapixels has some ten runs a row, so that joining them costs
/// less than reading the picture. Components are in the order of their first pixels, whatever the number of
/// threads.
struct ConnectedRuns {
  struct Run {
    let start: Int32
    let end: Int32
    /// The connected set it belongs to.
    fileprivate(set) var component: Int32

    var columns: Range<Int> { Int(start)..<Int(end) }
  }

  /// A set of pixels, each reached from each other within the set.
  struct Component {
    fileprivate(set) var pixelCount = 0
    fileprivate(set) var box: PixelRect
  }

  private(set) var runs: [Run] = []
  private(set) var components: [Component] = []
  /// Where each row's runs begin in ``runs``, and where the last row's end.
  private var rowStarts: [Int] = [0]

  /// - Parameters:
  ///   - level: the smallest value that counts, 1 up to the format's maximum.
  ///   - corners: whether pixels that share a corner alone are connected.
  /// - Precondition: the picture is grey.
  init(of alpha: PixelBuffer, from level: Int, corners: Bool) {
    alpha.withView { view in
      for y in 0..<view.height {
        view.appendRuns(ofRow: y, from: UInt32(level), to: &runs)
        rowStarts.append(runs.count)
      }
    }
    join(reach: corners ? 1 : 0)
    measure()
  }

  /// Places of row `y`'s runs in ``runs``.
  func indices(ofRow y: Int) -> Range<Int> { rowStarts[y]..<rowStarts[y + 1] }

  var rows: Range<Int> { 0..<rowStarts.count - 1 }

  /// For each set of `inner` the set of these that holds it.
  ///
  /// - Precondition: every pixel of `inner` is in one of these runs, connected as these are.
  func holders(of inner: ConnectedRuns) -> [Int] {
    var holders = [Int](repeating: 0, count: inner.components.count)
    for y in rows {
      var outer = indices(ofRow: y).lowerBound
      for index in inner.indices(ofRow: y) {
        while runs[outer].end <= inner.runs[index].start { outer += 1 }
        holders[Int(inner.runs[index].component)] = Int(runs[outer].component)
      }
    }
    return holders
  }

  /// Joins runs of neighbouring rows that overlap, or whose ends are `reach` apart at most.
  private mutating func join(reach: Int32) {
    var joined = DisjointSets(count: runs.count)
    for y in rows.dropFirst() {
      var above = indices(ofRow: y - 1).lowerBound
      for index in indices(ofRow: y) {
        let run = runs[index]
        while above < rowStarts[y], runs[above].end + reach <= run.start { above += 1 }
        var next = above
        while next < rowStarts[y], runs[next].start < run.end + reach {
          joined.join(next, index)
          next += 1
        }
      }
    }
    for index in runs.indices { runs[index].component = Int32(joined.root(of: index)) }
  }

  /// Numbers the components, which are known by their first runs until now, and measures them.
  private mutating func measure() {
    for y in rows {
      for index in indices(ofRow: y) {
        let run = runs[index]
        if Int(run.component) == index {
          runs[index].component = Int32(components.count)
          components.append(Component(box: PixelRect(x: Int(run.start), y: y, width: 0, height: 0)))
        } else {
          runs[index].component = runs[Int(run.component)].component
        }
        components[Int(runs[index].component)].add(run.columns, y)
      }
    }
  }
}

extension ConnectedRuns.Component {
  fileprivate mutating func add(_ columns: Range<Int>, _ y: Int) {
    pixelCount += columns.count
    let right = max(box.x + box.width, columns.upperBound)
    box.x = min(box.x, columns.lowerBound)
    box.width = right - box.x
    box.height = y - box.y + 1
  }
}

extension PixelView {
  fileprivate func appendRuns(
    ofRow y: Int, from level: UInt32, to runs: inout [ConnectedRuns.Run]
  ) {
    var end = 0
    while true {
      let start = change(inRow: y, at: end, from: level, inside: false)
      guard start < width else { return }
      end = change(inRow: y, at: start, from: level, inside: true)
      runs.append(ConnectedRuns.Run(start: Int32(start), end: Int32(end), component: 0))
    }
  }

  private func change(inRow y: Int, at place: Int, from level: UInt32, inside: Bool) -> Int {
    let row = base + y * stride
    return format.bytesPerChannel == 1
      ? slh_run_end_u8(row.assumingMemoryBound(to: UInt8.self), place, width, level, inside)
      : slh_run_end_u16(row.assumingMemoryBound(to: UInt16.self), place, width, level, inside)
  }
}
