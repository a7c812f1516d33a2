import CSilhouetteKernels

extension PixelBuffer {
  /// Makes the edges of a grey picture soft over `length` pixels.
  ///
  /// * ``FeatherSide/both``: a hard edge becomes a ramp of `length` pixels, half on each side.
  /// * ``FeatherSide/out``: the whole ramp lies in the background, no value gets smaller.
  /// * ``FeatherSide/in``: the whole ramp lies in the person, no value gets larger.
  ///
  /// The ramp is that of three box averages, close to a Gaussian; the cost does not depend on the
  /// length.
  ///
  /// - Throws: ``ImagingError/invalidAmount(name:range:)`` unless `length` is finite, at least 0 and no
  ///   longer than the picture's longer side.
  package mutating func feather(
    by length: Double, _ side: FeatherSide, workers: Workers
  ) throws(ImagingError) {
    guard length >= 0, length <= Double(max(width, height)) else {
      throw .invalidAmount(
        name: "the length to feather by", range: "0 up to the picture's longer side")
    }
    guard length > 0 else { return }
    let before = self
    switch side {
    case .both: break
    case .out: try grow(by: length / 2, workers: workers)
    case .in: try grow(by: -length / 2, workers: workers)
    }
    for _ in 0..<3 { average(radius: length / 6, workers: workers) }
    switch side {
    case .both: break
    case .out: combine(with: before, workers: workers, slh_max_u16)
    case .in: combine(with: before, workers: workers, slh_min_u16)
    }
  }

  /// A square's half side between two whole numbers mixes the averages over both.
  private mutating func average(radius: Double, workers: Workers) {
    let whole = Int(radius)
    let share = Float(radius - Double(whole))
    let areas = edgeAreas(reach: whole + 1, workers: workers)
    let larger = share > 0 ? averaged(radius: whole + 1, in: areas, workers: workers) : self
    if whole > 0 { self = averaged(radius: whole, in: areas, workers: workers) }
    guard share > 0 else { return }
    combine(with: larger, workers: workers) { slh_mix_u16($0, $1, $2, share, $3) }
  }

  /// The mean of the square of `2 · radius + 1` pixels around each pixel of some areas; elsewhere the
  /// picture is flat.
  private func averaged(radius: Int, in areas: [PixelRect], workers: Workers) -> PixelBuffer {
    var result = self
    let box = BoxFilter<Double>(width: width, height: height, radius: radius)
    let counts = box.columnCounts
    withView { source in
      result.withMutableView { target in
        counts.withUnsafeBufferPointer { counts in
          guard let counts = counts.baseAddress else { return }
          box.forEachRow(in: areas, workers: workers) { row in
            Scratch.with(row.columns.count) { (words: UnsafeMutablePointer<UInt16>) in
              source.words(at: row.y, columns: row.columns, into: words)
              slh_widen_u16(row.values, words, row.columns.count)
            }
          } use: { sums in
            Scratch.with(sums.columns.count) { (words: UnsafeMutablePointer<UInt16>) in
              slh_rounded_means_u16(
                words, sums.values, counts + sums.columns.lowerBound,
                Double(box.rowCount(at: sums.y)), sums.columns.count)
              target.setWords(words, columns: sums.columns, at: sums.y)
            }
          }
        }
      }
    }
    return result
  }

  /// Replaces each row by what `rule` makes of it and of the other picture's row.
  private mutating func combine(
    with other: PixelBuffer, workers: Workers,
    _ rule: (
      UnsafeMutablePointer<UInt16>, UnsafePointer<UInt16>, UnsafePointer<UInt16>, Int
    ) -> Void
  ) {
    withMutableView { target in
      other.withView { other in
        workers.forEachBand(of: target.height, minimum: 64) { band in
          Scratch.with(2 * target.width) { (row: UnsafeMutablePointer<UInt16>) in
            let otherRow = row + target.width
            for y in band {
              target.readOnly.words(at: y, into: row)
              other.words(at: y, into: otherRow)
              rule(row, row, otherRow, target.width)
              target.setWords(row, at: y)
            }
          }
        }
      }
    }
  }
}
