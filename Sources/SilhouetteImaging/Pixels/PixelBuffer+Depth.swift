import CSilhouetteKernels

/// How 16 bits become 8.
public enum DepthRounding: Sendable {
  /// To the nearest number. Slow ramps show steps.
  case nearest
  /// By a fixed pattern of thresholds, so that every small neighbourhood has the right mean and slow
  /// ramps show no steps. What 8 bits hold exactly stays as it is.
  case dithered
}

extension PixelBuffer {
  /// The same picture with 16 bits a channel, `v · 257`; BGRA becomes RGBA.
  ///
  /// A matte of it has 16 bits too, and so have cut-outs: very soft edges have no steps.
  public func widened() -> PixelBuffer {
    guard format.bytesPerChannel == 1 else { return self }
    return converted(to: format.with(bytesPerChannel: 2)) { _, source, target in
      let row = target.assumingMemoryBound(to: UInt16.self)
      slh_u16_from_u8(row, source.assumingMemoryBound(to: UInt8.self), width * format.channelCount)
      guard format == .bgra8 else { return }
      for x in 0..<width { (row[4 * x], row[4 * x + 2]) = (row[4 * x + 2], row[4 * x]) }
    }
  }

  /// The same picture with 8 bits a channel.
  public func narrowed(_ rounding: DepthRounding = .nearest) -> PixelBuffer {
    guard format.bytesPerChannel == 2 else { return self }
    return converted(to: format.with(bytesPerChannel: 1)) { y, source, target in
      let row = target.assumingMemoryBound(to: UInt8.self)
      let wide = source.assumingMemoryBound(to: UInt16.self)
      switch rounding {
      case .nearest: slh_u8_from_u16(row, wide, width * format.channelCount)
      case .dithered: slh_dither_u8_from_u16(row, wide, format.channelCount, y, width)
      }
    }
  }

  /// The picture in another format, made row by row: the row's number, the source and the target.
  private func converted(
    to format: PixelFormat, row: (Int, UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
  ) -> PixelBuffer {
    var result = PixelBuffer(width: width, height: height, format: format)
    withView { source in
      result.withMutableView { target in
        for y in 0..<height {
          row(y, source.base + y * source.stride, target.base + y * target.stride)
        }
      }
    }
    return result
  }
}

extension PixelFormat {
  /// The same channels with 1 or 2 bytes each; with alpha, RGBA.
  fileprivate func with(bytesPerChannel: Int) -> PixelFormat {
    let isWide = bytesPerChannel == 2
    return switch channelCount {
    case 1: isWide ? .gray16 : .gray8
    case 3: isWide ? .rgb16 : .rgb8
    default: isWide ? .rgba16 : .rgba8
    }
  }
}
