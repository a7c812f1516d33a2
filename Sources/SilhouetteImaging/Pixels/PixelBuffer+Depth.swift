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
    let wide: PixelFormat =
      switch format.channelCount {
      case 1: .gray16
      case 3: .rgb16
      default: .rgba16
      }
    var result = PixelBuffer(width: width, height: height, format: wide)
    let count = width * format.channelCount
    withView { source in
      result.withMutableView { target in
        for y in 0..<height {
          let row = (target.base + y * target.stride).assumingMemoryBound(to: UInt16.self)
          slh_u16_from_u8(
            row, (source.base + y * source.stride).assumingMemoryBound(to: UInt8.self), count)
          guard format == .bgra8 else { continue }
          for x in 0..<width { (row[4 * x], row[4 * x + 2]) = (row[4 * x + 2], row[4 * x]) }
        }
      }
    }
    return result
  }

  /// The same picture with 8 bits a channel.
  public func narrowed(_ rounding: DepthRounding = .nearest) -> PixelBuffer {
    guard format.bytesPerChannel == 2 else { return self }
    let narrow: PixelFormat =
      switch format.channelCount {
      case 1: .gray8
      case 3: .rgb8
      default: .rgba8
      }
    var result = PixelBuffer(width: width, height: height, format: narrow)
    withView { source in
      result.withMutableView { target in
        for y in 0..<height {
          let wide = (source.base + y * source.stride).assumingMemoryBound(to: UInt16.self)
          let row = (target.base + y * target.stride).assumingMemoryBound(to: UInt8.self)
          switch rounding {
          case .nearest: slh_u8_from_u16(row, wide, width * format.channelCount)
          case .dithered: slh_dither_u8_from_u16(row, wide, format.channelCount, y, width)
          }
        }
      }
    }
    return result
  }
}
