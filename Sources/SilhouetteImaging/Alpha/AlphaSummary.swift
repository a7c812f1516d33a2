import CSilhouetteKernels

/// Where the person is in an alpha channel and how much of it there is.
package struct AlphaSummary: Hashable, Sendable {
  /// The smallest rectangle around all pixels of at least one half; `nil` where there are none.
  package private(set) var boundingBox: PixelRect?
  /// The mean alpha, 0…1.
  package private(set) var share: Double
  /// Whether the rectangle reaches the picture's border.
  package private(set) var touchesBorder = false

  /// - Precondition: the picture is grey.
  package init(of alpha: PixelBuffer) {
    var sum: UInt64 = 0
    var columns: (first: Int, last: Int)?
    var rows: (first: Int, last: Int)?
    alpha.withView { view in
      for y in 0..<view.height {
        let row = view.summary(ofRow: y)
        sum += row.sum
        guard row.first < view.width else { continue }
        columns = (
          min(columns?.first ?? row.first, row.first), max(columns?.last ?? row.last, row.last)
        )
        rows = (rows?.first ?? y, y)
      }
    }
    if let columns, let rows {
      boundingBox = PixelRect(
        x: columns.first, y: rows.first, width: columns.last - columns.first + 1,
        height: rows.last - rows.first + 1)
      touchesBorder =
        columns.first == 0 || rows.first == 0 || columns.last == alpha.width - 1
        || rows.last == alpha.height - 1
    }
    let whole = Double(alpha.format.maximumChannelValue) * Double(alpha.width * alpha.height)
    share = Double(sum) / whole
  }
}

extension PixelView {
  fileprivate func summary(ofRow y: Int) -> slh_row_summary {
    let row = base + y * stride
    return format.bytesPerChannel == 1
      ? slh_summarize_u8(row.assumingMemoryBound(to: UInt8.self), width)
      : slh_summarize_u16(row.assumingMemoryBound(to: UInt16.self), width)
  }
}
