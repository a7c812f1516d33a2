import CSilhouetteKernels

/// Which numbers are averaged where a person and a background mix.
public enum Blending: String, Sendable, CaseIterable {
  /// The photo's own numbers, as nearly every program does it.
  case encoded
  /// Numbers in proportion to light, as a lens mixes it. Pixels are taken for sRGB.
  case linear

  /// Replaces `colors` by `a · colors + (1 − a) · background`, pixel by pixel.
  func composite(
    _ colors: UnsafeMutablePointer<Float>, over background: UnsafePointer<Float>,
    alpha: UnsafePointer<Float>, count: Int
  ) {
    switch self {
    case .encoded: slh_composite(colors, background, alpha, count)
    case .linear: slh_composite_linear(colors, background, alpha, count)
    }
  }

  /// Takes numbers of a picture to those that are averaged.
  func decode(_ values: UnsafeMutablePointer<Float>, count: Int) {
    if self == .linear { slh_linear_from_srgb(values, count) }
  }

  /// Takes averages back to numbers of a picture.
  func encode(_ values: UnsafeMutablePointer<Float>, count: Int) {
    if self == .linear { slh_srgb_from_linear(values, count) }
  }
}
