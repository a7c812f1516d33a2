import SilhouetteImaging

extension Matte {
  /// A connected part of a matte: mostly one person, or several who touch.
  public struct Part: Hashable, Sendable {
    /// The smallest rectangle around its pixels that are at least half person.
    public let boundingBox: PixelRect
    /// How many pixels are at least half person.
    public let pixelCount: Int
  }

  /// The connected parts, largest first: ``Subject/index(_:)`` 1 is the first of them.
  ///
  /// Pixels that are at least half person are connected with those beside them, also at corners. What is
  /// smaller than a hundredth of the part that it hangs on by soft pixels, such as a lock of hair, is
  /// none of its own.
  ///
  /// - Complexity: two passes over the alpha.
  public var parts: [Part] {
    AlphaParts(of: alpha).parts.map { Part(boundingBox: $0.box, pixelCount: $0.pixelCount) }
  }

  /// Keeps one of several people; everybody else becomes background.
  ///
  /// Soft edges stay with the part that they are connected with. Between two parts they are divided
  /// where they are the least opaque.
  ///
  /// - Parameter subject: who stays. ``Subject/largest`` of nobody is nobody.
  /// - Throws: ``SilhouetteError/imaging(_:)`` if nobody is there, with where the parts are.
  public mutating func keep(_ subject: Subject) throws(SilhouetteError) {
    do throws(ImagingError) { try alpha.keep(subject) } catch { throw .imaging(error) }
  }

  /// Removes specks, then fills holes.
  ///
  /// A speck is a connected part of fewer pixels, or as few soft pixels that are connected with no part.
  /// A hole is a connected part of the background of fewer pixels that does not reach the picture's
  /// border. Locks of hair and the gaps in them stay: they are softly connected with something larger.
  ///
  /// - Parameter pixelCount: what is smaller goes; a share of the picture is that times its width and
  ///   height.
  /// - Throws: ``SilhouetteError/imaging(_:)`` if `pixelCount` is negative.
  public mutating func clean(below pixelCount: Int) throws(SilhouetteError) {
    do throws(ImagingError) { try alpha.clean(below: pixelCount, workers: workers) } catch {
      throw .imaging(error)
    }
  }
}
