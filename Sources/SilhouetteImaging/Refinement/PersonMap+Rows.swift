import CSilhouetteKernels

/// Rows of the map at any size, which nobody holds all of unless they ask for it.
extension PersonMap {
  /// Calls `use` with each row of the map at another size, on several threads at a time.
  ///
  /// - Parameter cut: what is lost at both ends, with what lies between stretched: below it becomes 0,
  ///   above one minus it 1. Where all looks agree on that nothing is interpolated.
  func forEachRow(
    width: Int, height: Int, cut: Float = 0, workers: Workers,
    use: (Int, UnsafePointer<Float>) -> Void
  ) {
    let samplings = Samplings(of: layers, from: (self.width, self.height), to: (width, height))
    workers.forEachBand(of: height, minimum: 16) { band in
      var row = Row(samplings, width: width, cut: cut)
      for y in band {
        row.set(y, samplings)
        use(y, row.values)
      }
    }
  }
}

extension PersonMap {
  /// Maps on their way to one size. Not an array, whose elements are copied to be used: that would count
  /// references to the nine arrays of each.
  private struct Samplings: ~Copyable {
    let elements: UnsafeMutableBufferPointer<Sampling>

    init(
      of layers: [Layer], from source: (width: Int, height: Int), to size: (width: Int, height: Int)
    ) {
      let columns = ResamplingAxis(from: source.width, to: size.width)
      let rows = ResamplingAxis(from: source.height, to: size.height)
      elements = .allocate(capacity: layers.reduce(0) { $0 + $1.terms.count })
      var count = 0
      for layer in layers {
        for (index, term) in layer.terms.enumerated() {
          elements.initializeElement(
            at: count,
            to: Sampling(
              of: term, in: layer.area, columns: columns, rows: rows, share: layer.share,
              isFirst: index == 0))
          count += 1
        }
      }
    }

    deinit {
      elements.deinitialize()
      elements.deallocate()
    }
  }

  /// A map on its way to one size.
  private struct Sampling: ~Copyable {
    let values: [Float]
    let columns: ResamplingAxis
    let rows: ResamplingAxis
    let coverage: (columns: [Float], rows: [Float])
    /// The columns that the map covers.
    let covered: Range<Int>
    let settled: SettledTargets
    let weight: Float
    /// How much of what is known goes where the map covers all; 0 if another of its layer took it.
    let replaced: Float

    init(
      of term: Term, in area: PixelRect, columns: ResamplingAxis, rows: ResamplingAxis,
      share: Float, isFirst: Bool
    ) {
      values = term.map.values
      let across = ResamplingAxis(
        from: term.map.width, to: area.width, at: area.x, of: columns)
      let down = ResamplingAxis(from: term.map.height, to: area.height, at: area.y, of: rows)
      let widths = across.coverage
      let first = widths.firstIndex { $0 > 0 } ?? 0
      covered = first..<(widths.lastIndex { $0 > 0 } ?? first - 1) + 1
      settled = SettledTargets(covered, of: across)
      coverage = (widths, down.coverage)
      (self.columns, self.rows) = (across, down)
      weight = term.weight * share
      replaced = isFirst ? share : 0
    }

    /// Whether the map says anything of row `y`.
    func covers(_ y: Int) -> Bool { coverage.rows[y] > 0 && !covered.isEmpty }

    /// The rows of the map that `y` reads, blended.
    func blendRows(_ y: Int, into narrow: UnsafeMutablePointer<Float>) {
      values.withUnsafeBufferPointer { values in
        guard let source = values.baseAddress else { return }
        rows.blend(source, rowCount: columns.sourceCount, at: y, into: narrow)
      }
    }

    /// Blends some columns of row `y` into what is known of them.
    func add(
      _ narrow: UnsafePointer<Float>, _ run: Range<Int>, _ y: Int,
      to result: UnsafeMutablePointer<Float>, wide: UnsafeMutablePointer<Float>
    ) {
      let run = run.clamped(to: covered)
      guard !run.isEmpty else { return }
      columns.gather(narrow, channels: 1, run, into: wide)
      coverage.columns.withUnsafeBufferPointer { widths in
        guard let widths = widths.baseAddress else { return }
        slh_blend_map(
          result + run.lowerBound, wide, widths + run.lowerBound, replaced * coverage.rows[y],
          weight, run.count)
      }
    }
  }

  /// Room for a row, and how it is made.
  private struct Row: ~Copyable {
    private let cut: Float
    /// Of each sampling a row of its own width.
    private let narrow: Plane<Float>
    /// The result, and a sampling's part of it.
    private let wide: Plane<Float>
    /// What becomes of each column after all samplings so far, and after one of them: 0, 255 for 1, or
    /// 128 for a number between.
    private let kinds: Plane<UInt8>
    /// The same of a sampling's own columns.
    private let narrowKinds: Plane<UInt8>
    private var unsettled: [Range<Int>] = []

    init(_ samplings: borrowing Samplings, width: Int, cut: Float) {
      let elements = samplings.elements
      var widest = 1
      for index in elements.indices { widest = max(widest, elements[index].columns.sourceCount) }
      self.cut = cut
      narrow = Plane(width: widest, height: elements.count)
      wide = Plane(width: width, height: 2)
      kinds = Plane(width: width, height: 2)
      narrowKinds = Plane(width: widest, height: 1)
    }

    var values: UnsafeMutablePointer<Float> { wide.row(0) }

    mutating func set(_ y: Int, _ samplings: borrowing Samplings) {
      let elements = samplings.elements
      for index in elements.indices where elements[index].covers(y) {
        elements[index].blendRows(y, into: narrow.row(index))
        addKinds(of: elements[index], narrow.row(index), isFirst: index == 0)
      }
      setSettled()
      for index in elements.indices where elements[index].covers(y) {
        for run in unsettled {
          elements[index].add(narrow.row(index), run, y, to: values, wide: wide.row(1))
        }
      }
      for run in unsettled { slh_stretch(values + run.lowerBound, cut, run.count) }
    }

    /// The first sampling covers the whole picture; those that follow can only agree.
    private func addKinds(
      of sampling: borrowing Sampling, _ narrow: UnsafePointer<Float>, isFirst: Bool
    ) {
      slh_guided_constant_kinds(narrowKinds.base, narrow, cut, sampling.columns.sourceCount)
      let own = kinds.row(isFirst ? 0 : 1)
      sampling.settled.forEachRun(of: narrowKinds.base) { run, kind in
        (own + run.lowerBound).update(repeating: kind, count: run.count)
      }
      guard !isFirst else { return }
      let all = kinds.row(0) + sampling.covered.lowerBound
      slh_guided_shared_kinds(
        all, all, own + sampling.covered.lowerBound, sampling.covered.count)
    }

    /// Sets what is known, and 0 where samplings are to be added.
    private mutating func setSettled() {
      unsettled.removeAll(keepingCapacity: true)
      var start = 0
      while start < wide.width {
        let kind = kinds.row(0)[start]
        let end = slh_kind_run_u8(kinds.row(0), start, wide.width)
        (values + start).update(repeating: kind == 255 ? 1 : 0, count: end - start)
        if kind == 128 { unsettled.append(start..<end) }
        start = end
      }
    }
  }
}
