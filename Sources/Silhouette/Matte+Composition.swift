import SilhouetteImaging

extension Matte {
  /// The person alone: RGBA with straight alpha, in the picture's size and bit depth.
  ///
  /// No detail of the background is kept: where alpha is 0 the colour is black or, within a
  /// twenty-fifth of the short side of a soft edge, the person's, so that enlarging the cut-out makes no
  /// fringe.
  /// What was transparent in the picture stays so.
  ///
  /// - Parameters:
  ///   - pixels: the picture that the matte was made of.
  ///   - foreground: the colours at soft edges: the person's own, without the background that the photo
  ///     mixes in, or the photo's.
  /// - Throws: ``SilhouetteError/imaging(_:)`` if the picture has another size than the matte.
  public func cutout(
    of pixels: PixelBuffer, foreground: ForegroundColors = .estimated
  ) throws(SilhouetteError) -> PixelBuffer {
    try pixels.withView { view throws(SilhouetteError) in
      try cutout(of: view, foreground: foreground)
    }
  }

  /// The person alone, out of borrowed pixels.
  public func cutout(
    of pixels: PixelView, foreground: ForegroundColors = .estimated
  ) throws(SilhouetteError) -> PixelBuffer {
    do throws(ImagingError) {
      return try Cutout.pixels(
        of: pixels, alpha: alpha, foreground: foreground, workers: workers)
    } catch { throw .imaging(error) }
  }

  /// Puts another background behind the person. The result is opaque; a grey picture becomes RGB.
  ///
  /// - Parameters:
  ///   - background: what is put behind the person.
  ///   - foreground: the person's colours at soft edges.
  ///   - blending: whether soft edges are mixed, and a blur averages, as the photo's numbers or in
  ///     linear light, for which pixels are taken for sRGB.
  ///   - pixels: the picture that the matte was made of, replaced by the result.
  /// - Throws: ``SilhouetteError/imaging(_:)`` if the picture has another size than the matte, or a
  ///   blur's radius is out of its range.
  public func composite(
    over background: Background, foreground: ForegroundColors = .estimated,
    blending: Blending = .encoded, into pixels: inout PixelBuffer
  ) throws(SilhouetteError) {
    if pixels.format.channelCount == 1 { pixels = pixels.withColors() }
    try pixels.withMutableView { view throws(SilhouetteError) in
      try composite(
        over: background, foreground: foreground, blending: blending, into: view)
    }
  }

  /// Puts another background behind the person, in borrowed pixels. The result is opaque.
  ///
  /// - Parameters:
  ///   - background: what is put behind the person.
  ///   - foreground: the person's colours at soft edges.
  ///   - blending: whether soft edges are mixed, and a blur averages, as the photo's numbers or in
  ///     linear light, for which pixels are taken for sRGB.
  ///   - pixels: the picture that the matte was made of, replaced by the result.
  /// - Throws: ``SilhouetteError/imaging(_:)`` if the picture has another size than the matte or is
  ///   grey, or a blur's radius is out of its range.
  public func composite(
    over background: Background, foreground: ForegroundColors = .estimated,
    blending: Blending = .encoded, into pixels: MutablePixelView
  ) throws(SilhouetteError) {
    do throws(ImagingError) {
      try pixels.validate()
      switch background {
      case .color(let red, let green, let blue):
        try composite(
          .color(red: Float(red) / 255, green: Float(green) / 255, blue: Float(blue) / 255),
          foreground, blending, pixels)
      case .blur(let radius):
        let blur = try BackgroundBlur(
          pixels.readOnly, alpha: alpha,
          deviation: radius * Double(min(pixels.width, pixels.height)), blending: blending,
          workers: workers)
        try composite(.blur(blur), foreground, blending, pixels)
      case .image(let image, let fit):
        try image.withView { image throws(ImagingError) in
          let fitted = try FittedPicture(
            image, fit: fit, width: pixels.width, height: pixels.height)
          try composite(.picture(fitted), foreground, blending, pixels)
        }
      }
    } catch { throw .imaging(error) }
  }

  private func composite(
    _ backdrop: consuming Backdrop, _ foreground: ForegroundColors, _ blending: Blending,
    _ pixels: MutablePixelView
  ) throws(ImagingError) {
    try Compositor.composite(
      alpha, over: backdrop, foreground: foreground, blending: blending, into: pixels,
      workers: workers)
  }
}
