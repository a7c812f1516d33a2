internal import CSilhouetteCodecs

/// Turns 8-bit CMYK into sRGB: through the picture's colour profile when it has one, otherwise by
/// `R = (255 − C)·(255 − K) / 255`.
struct CMYKConverter: ~Copyable {
  private let transform: OpaquePointer?
  private let isInverted: Bool

  /// - Parameters:
  ///   - profile: of the picture; one that is not sound or not for CMYK is passed over.
  ///   - isInverted: samples are 255 − ink.
  init(profile: [UInt8]?, isInverted: Bool, name: String) throws(MediaError) {
    self.isInverted = isInverted
    guard let profile, ColorProfile.space(of: profile) == .cmyk else {
      transform = nil
      return
    }
    var error = slh_error()
    transform = slh_cmyk_transform_create(profile, profile.count, isInverted, &error)
    if transform == nil && slh_codec_status(error.status) == SLH_CODEC_LIBRARY_MISSING {
      throw MediaError(error, name: name, library: .lcms)
    }
  }

  deinit { slh_cmyk_transform_free(transform) }

  /// - Parameters:
  ///   - cmyk: 4 bytes a pixel.
  ///   - rgb: 3 bytes a pixel.
  func convert(
    _ cmyk: UnsafePointer<UInt8>, into rgb: UnsafeMutablePointer<UInt8>, width: Int
  ) {
    if let transform { return slh_cmyk_transform_apply(transform, cmyk, rgb, width) }
    let mask: UInt8 = isInverted ? 0 : 255
    for x in 0..<width {
      let light = Int(cmyk[4 * x + 3] ^ mask)
      for channel in 0..<3 {
        let value = Int(cmyk[4 * x + channel] ^ mask)
        rgb[3 * x + channel] = UInt8((value * light + 127) / 255)
      }
    }
  }
}
