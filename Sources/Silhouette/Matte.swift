import SilhouetteImaging
import SilhouetteRuntime

/// How much of each pixel is person, at the picture's full size.
public struct Matte: Sendable {
  /// 0 (background) … 255 (person) as `gray8`, or 0…65535 as `gray16` for 16-bit pictures.
  public internal(set) var alpha: PixelBuffer
  /// How sure the network is of its largest region, 0…1; 0 where it found none. A confidence, not a
  /// promise: see ``isNobody``.
  public let confidence: Float

  private let pool: WorkerPool

  package init(alpha: PixelBuffer, confidence: Float, pool: WorkerPool) {
    self.alpha = alpha
    self.confidence = confidence
    self.pool = pool
  }

  var workers: Workers { Workers(pool: pool.pool) }

  /// Whether the network probably saw nobody: ``confidence`` below ``nobodyConfidence``.
  public var isNobody: Bool { confidence < Matte.nobodyConfidence }

  /// Below it a picture counts as empty of people.
  public static let nobodyConfidence: Float = 0.917
}

extension Matte {
  /// The person's part of the picture's area, 0…1: the mean alpha.
  ///
  /// - Complexity: one pass over the alpha.
  public var personShare: Double { AlphaSummary(of: alpha).share }

  /// The smallest rectangle around all pixels that are at least half person; `nil` where there are none.
  ///
  /// - Complexity: one pass over the alpha.
  public var boundingBox: PixelRect? { AlphaSummary(of: alpha).boundingBox }

  /// Whether the person is cut by the picture's border.
  ///
  /// - Complexity: one pass over the alpha.
  public var touchesBorder: Bool { AlphaSummary(of: alpha).touchesBorder }
}

extension Matte {
  /// Makes every pixel all person or all background: person from `level` on.
  ///
  /// - Parameter level: 0.5 keeps the outline where it is.
  /// - Throws: ``SilhouetteError/imaging(_:)`` unless `level` is 0…1.
  public mutating func threshold(at level: Float) throws(SilhouetteError) {
    do throws(ImagingError) { try alpha.threshold(at: level, workers: workers) } catch {
      throw .imaging(error)
    }
  }

  /// Moves the edge outwards by so many pixels; inwards if negative. Fractions count, the length is the
  /// same in every direction, and soft edges stay as soft as they were.
  ///
  /// - Parameter pixels: how far. The picture's border is no edge and stays where it is.
  /// - Throws: ``SilhouetteError/imaging(_:)`` for more than the picture's longer side.
  public mutating func grow(by pixels: Double) throws(SilhouetteError) {
    do throws(ImagingError) { try alpha.grow(by: pixels, workers: workers) } catch {
      throw .imaging(error)
    }
  }

  /// Makes the edge soft: a hard edge becomes a ramp of so many pixels.
  ///
  /// - Parameters:
  ///   - pixels: the length of the ramp.
  ///   - side: where the ramp lies: half on each side of the edge, inside the person or outside.
  /// - Throws: ``SilhouetteError/imaging(_:)`` unless `pixels` is 0 up to the picture's longer side.
  public mutating func feather(
    by pixels: Double, _ side: FeatherSide = .both
  ) throws(SilhouetteError) {
    do throws(ImagingError) { try alpha.feather(by: pixels, side, workers: workers) } catch {
      throw .imaging(error)
    }
  }
}
