import SilhouetteGraph

/// The pixels of a picture on their way into a network, RGB, 0…255.
///
/// PaddleSeg resizes whatever it is given: its `predict.py` and `val.py` give floats, its demo 8-bit
/// pixels, which are rounded after every step.
package enum Picture: Equatable, Sendable {
  case bytes(Raster<UInt8>)
  case floats(Raster<Float>)

  package var size: RasterSize {
    switch self {
    case .bytes(let raster): raster.size
    case .floats(let raster): raster.size
    }
  }

  /// As floats, whatever it was.
  package var floats: Raster<Float> {
    switch self {
    case .bytes(let raster): raster.map { Float($0) }
    case .floats(let raster): raster
    }
  }

  func resized(to size: RasterSize, _ interpolation: PictureTransform.Interpolation) -> Picture {
    switch (self, interpolation) {
    case (.bytes(let raster), .linear): .bytes(raster.resizedLinearly(to: size))
    case (.bytes(let raster), .nearest): .bytes(raster.resizedToNearest(size))
    case (.floats(let raster), .linear): .floats(raster.resizedLinearly(to: size))
    case (.floats(let raster), .nearest): .floats(raster.resizedToNearest(size))
    }
  }

  /// - Precondition: `size` is no smaller.
  func padded(to size: RasterSize, with value: Float) -> Picture {
    switch self {
    case .bytes(let raster):
      let value = min(max(value.rounded(.toNearestOrEven), 0), 255)
      return .bytes(raster.padded(to: size, with: UInt8(value)))
    case .floats(let raster): return .floats(raster.padded(to: size, with: value))
    }
  }
}
