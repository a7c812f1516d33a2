import SilhouetteGraph
import SilhouetteImaging

/// Finds people in pictures.
///
///     let segmenter = try Segmenter(.general)
///     let matte = try segmenter.matte(of: pixels)
///     let person = try matte.cutout(of: pixels)
///
/// Several tasks may use one segmenter at the same time. The same picture gives the same bits on
/// every run and for every number of threads.
public final class Segmenter: Sendable {
  public let options: Options

  /// Loads one of the networks that come with the library.
  public convenience init(_ model: Model = .general, options: Options = .init())
    throws(SilhouetteError)
  {
    throw .model(name: "selfie segmenter (\(model))", reason: "not embedded yet")
  }

  /// Loads the network in a model file; `name` is what errors call it.
  public init(modelBytes: Bytes, name: String, options: Options = .init())
    throws(SilhouetteError)
  {
    throw .model(name: name, reason: "cannot be run yet")
  }

  /// How likely each point belongs to a person, at the network's own size.
  public func mask(of pixels: PixelBuffer) throws(SilhouetteError) -> Mask {
    try pixels.withView { view throws(SilhouetteError) in try mask(of: view) }
  }

  /// How likely each point belongs to a person, at the network's own size.
  public func mask(of pixels: PixelView) throws(SilhouetteError) -> Mask {
    Mask(width: 1, height: 1, values: [0])
  }

  /// How much of each pixel is person, at the picture's size. The picture's own alpha is not looked at.
  public func matte(of pixels: PixelBuffer) throws(SilhouetteError) -> Matte {
    try pixels.withView { view throws(SilhouetteError) in try matte(of: view) }
  }

  /// How much of each pixel is person, at the picture's size. The picture's own alpha is not looked at.
  public func matte(of pixels: PixelView) throws(SilhouetteError) -> Matte {
    Matte(
      alpha: PixelBuffer(width: pixels.width, height: pixels.height, format: .gray8), confidence: 0)
  }
}
