import SilhouetteImaging
import SilhouetteRuntime

/// How much of each pixel is person, at the picture's full size.
public struct Matte: Sendable {
  /// 0 (background) … 255 (person) as `gray8`, or 0…65535 as `gray16` for 16-bit pictures.
  public private(set) var alpha: PixelBuffer
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
  /// The person's part of the picture's area, 0…1.
  ///
  /// - Complexity: one pass over the alpha.
  public var personShare: Double { 0 }

  /// The smallest rectangle around all pixels that are at least half person; `nil` where there are none.
  ///
  /// - Complexity: one pass over the alpha.
  public var boundingBox: PixelRect? { nil }

  /// Whether the person is cut by the picture's border.
  public var touchesBorder: Bool { false }

  /// Makes every pixel all person or all background: person from `level` (0…1) on.
  public mutating func threshold(at level: Float) throws(SilhouetteError) {}

  /// Moves the edge outwards by so many pixels; inwards if negative. Fractions count.
  public mutating func grow(by pixels: Double) throws(SilhouetteError) {}

  /// Makes the edge soft over so many pixels.
  public mutating func feather(by pixels: Double, _ side: FeatherSide = .both)
    throws(SilhouetteError)
  {}

  /// The person alone: RGBA with straight alpha, in the picture's bit depth and size.
  public func cutout(of pixels: PixelBuffer) throws(SilhouetteError) -> PixelBuffer { pixels }

  /// Puts another background behind the person. The result is opaque.
  public func composite(over background: Background, into pixels: inout PixelBuffer)
    throws(SilhouetteError)
  {}
}
