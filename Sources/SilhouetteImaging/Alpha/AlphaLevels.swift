import CSilhouetteKernels

extension PixelBuffer {
  /// Makes every value of a grey picture 0 or its maximum: the maximum from `level · maximum` on.
  ///
  /// - Throws: ``ImagingError/invalidAmount(name:range:)`` unless `level` is 0…1.
  package mutating func threshold(at level: Float, workers: Workers) throws(ImagingError) {
    guard level >= 0, level <= 1 else {
      throw .invalidAmount(name: "the threshold", range: "0 to 1")
    }
    let least = (level * format.maximumChannelValue).rounded(.up)
    forEachAlphaRow(workers) { row, count in
      slh_threshold_u8(row, UInt32(least), count)
    } words: { row, count in
      slh_threshold_u16(row, UInt32(least), count)
    }
  }

  /// Swaps person and background of a grey picture.
  mutating func invert(workers: Workers) {
    forEachAlphaRow(workers) { row, count in
      slh_invert_u8(row, count)
    } words: { row, count in
      slh_invert_u16(row, count)
    }
  }

  private mutating func forEachAlphaRow(
    _ workers: Workers, bytes: (UnsafeMutablePointer<UInt8>, Int) -> Void,
    words: (UnsafeMutablePointer<UInt16>, Int) -> Void
  ) {
    withMutableView { view in
      workers.forEachBand(of: view.height, minimum: 64) { band in
        for y in band {
          let row = view.base + y * view.stride
          if view.format.bytesPerChannel == 1 {
            bytes(row.assumingMemoryBound(to: UInt8.self), view.width)
          } else {
            words(row.assumingMemoryBound(to: UInt16.self), view.width)
          }
        }
      }
    }
  }
}

extension PixelView {
  /// A row of a grey picture in 16 bits.
  func words(at y: Int, into target: UnsafeMutablePointer<UInt16>) {
    words(at: y, columns: 0..<width, into: target)
  }

  /// A part of a row of a grey picture in 16 bits.
  func words(at y: Int, columns: Range<Int>, into target: UnsafeMutablePointer<UInt16>) {
    let row = base + y * stride + columns.lowerBound * format.bytesPerPixel
    if format.bytesPerChannel == 1 {
      slh_u16_from_u8(target, row.assumingMemoryBound(to: UInt8.self), columns.count)
    } else {
      target.update(from: row.assumingMemoryBound(to: UInt16.self), count: columns.count)
    }
  }
}

extension MutablePixelView {
  /// Sets a row of a grey picture from 16 bits.
  func setWords(_ words: UnsafePointer<UInt16>, at y: Int) {
    setWords(words, columns: 0..<width, at: y)
  }

  /// Sets a part of a row of a grey picture from 16 bits.
  func setWords(_ words: UnsafePointer<UInt16>, columns: Range<Int>, at y: Int) {
    let row = base + y * stride + columns.lowerBound * format.bytesPerPixel
    if format.bytesPerChannel == 1 {
      slh_u8_from_u16(row.assumingMemoryBound(to: UInt8.self), words, columns.count)
    } else {
      row.assumingMemoryBound(to: UInt16.self).update(from: words, count: columns.count)
    }
  }
}
