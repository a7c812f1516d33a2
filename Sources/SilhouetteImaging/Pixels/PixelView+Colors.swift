import CSilhouetteKernels

/// Rows of pixels as numbers 0…1 and back.
extension PixelView {
  /// Pixels of row `y` as red, green and blue, each `v / maximum + offset`; grey counts as all three.
  func colors(
    at y: Int, _ columns: Range<Int>? = nil, offset: Float = 0,
    into target: UnsafeMutablePointer<Float>
  ) {
    let columns = columns ?? 0..<width
    let pixels = base + y * stride + columns.lowerBound * format.bytesPerPixel
    let channels = format.channelCount
    let scale = 1 / format.maximumChannelValue
    withUnsafePointer(to: format.colorOrder) {
      let order = UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)
      if format.bytesPerChannel == 1 {
        slh_colors_from_u8(
          target, pixels.assumingMemoryBound(to: UInt8.self), channels, order, scale, offset,
          columns.count)
      } else {
        slh_colors_from_u16(
          target, pixels.assumingMemoryBound(to: UInt16.self), channels, order, scale, offset,
          columns.count)
      }
    }
  }

  /// Has pixels of row `y` fetched that are read soon; below the picture there are none.
  func fetchAhead(at y: Int, _ columns: Range<Int>) {
    guard y < height, !columns.isEmpty else { return }
    let first = base + y * stride + columns.lowerBound * format.bytesPerPixel
    slh_fetch_ahead(
      first.assumingMemoryBound(to: UInt8.self), columns.count * format.bytesPerPixel)
  }

  /// The last channel of row `y`: of a grey picture its values, of others their alpha.
  func lastChannel(
    at y: Int, _ columns: Range<Int>? = nil, into target: UnsafeMutablePointer<Float>
  ) {
    let columns = columns ?? 0..<width
    let channels = format.channelCount
    let whole = format.maximumChannelValue
    let first = columns.lowerBound * format.bytesPerPixel
    let row = base + y * stride + first + (channels - 1) * format.bytesPerChannel
    if format.bytesPerChannel == 1 {
      slh_values_from_u8(
        target, row.assumingMemoryBound(to: UInt8.self), channels, whole, columns.count)
    } else {
      slh_values_from_u16(
        target, row.assumingMemoryBound(to: UInt16.self), channels, whole, columns.count)
    }
  }
}

extension MutablePixelView {
  /// Rounds colours into pixels of row `y`: `floor(c · maximum + ½)`; their alpha becomes opaque and
  /// grey pixels take the luma.
  func setColors(
    _ colors: UnsafePointer<Float>, at y: Int, _ columns: Range<Int>
  ) {
    let pixels = base + y * stride + columns.lowerBound * format.bytesPerPixel
    let channels = format.channelCount
    withUnsafePointer(to: format.colorOrder) {
      let order = UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)
      if format.bytesPerChannel == 1 {
        slh_store_colors_u8(
          pixels.assumingMemoryBound(to: UInt8.self), channels, order, colors, columns.count)
      } else {
        slh_store_colors_u16(
          pixels.assumingMemoryBound(to: UInt16.self), channels, order, colors, columns.count)
      }
    }
  }

  /// Takes the colours of a picture of the same depth; their alpha becomes opaque.
  ///
  /// - Precondition: the format is `rgba8` or `rgba16`.
  func setOpaque(_ picture: PixelView, at y: Int, _ columns: Range<Int>) {
    let source =
      picture.base + y * picture.stride + columns.lowerBound * picture.format.bytesPerPixel
    let target = base + y * stride + columns.lowerBound * format.bytesPerPixel
    let channels = picture.format.channelCount
    withUnsafePointer(to: picture.format.colorOrder) {
      let order = UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)
      if format.bytesPerChannel == 1 {
        slh_opaque_pixels_u8(
          target.assumingMemoryBound(to: UInt8.self), source.assumingMemoryBound(to: UInt8.self),
          channels, order, columns.count)
      } else {
        slh_opaque_pixels_u16(
          target.assumingMemoryBound(to: UInt16.self), source.assumingMemoryBound(to: UInt16.self),
          channels, order, columns.count)
      }
    }
  }

  /// Rounds numbers into the alpha of a run of pixels of row `y`.
  ///
  /// - Precondition: the format has alpha.
  func setAlphaChannel(_ alpha: UnsafePointer<Float>, at y: Int, _ columns: Range<Int>) {
    let pixels = base + y * stride + columns.lowerBound * format.bytesPerPixel
    if format.bytesPerChannel == 1 {
      slh_store_alpha_u8(pixels.assumingMemoryBound(to: UInt8.self), alpha, columns.count)
    } else {
      slh_store_alpha_u16(pixels.assumingMemoryBound(to: UInt16.self), alpha, columns.count)
    }
  }
}

extension PixelFormat {
  /// Where red, green and blue lie in a pixel.
  fileprivate var colorOrder: (UInt8, UInt8, UInt8) {
    (position(ofColor: 0), position(ofColor: 1), position(ofColor: 2))
  }
}
