import SilhouetteImaging

/// What goes behind a person.
public enum Background: Sendable {
  /// One colour, each channel 0…255.
  case color(red: UInt8, green: UInt8, blue: UInt8)
  /// The picture's own background out of focus. `radius` is the Gaussian's standard deviation as a
  /// fraction of the short side: 0.03 is clearly blurred. The person's colours do not bleed into it.
  case blur(radius: Double)
  /// Another picture, scaled to this one.
  case image(PixelBuffer, fit: Fit = .cover)
}
