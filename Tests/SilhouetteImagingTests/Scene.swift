import SilhouetteImaging
import SilhouetteTestSupport

/// A bright disc before a dark wall, both with noise, and alpha that is soft around it: no turn or
/// mirror image of it is the same.
struct Scene {
  let picture: PixelBuffer
  let alpha: PixelBuffer

  init(_ width: Int, _ height: Int, format: PixelFormat = .rgb8) {
    var generator = SeededGenerator(seed: UInt64(width * 31 + height))
    let maximum = Int(format.maximumChannelValue)
    let radius = Double(min(width, height)) * 0.3
    func share(_ x: Int, _ y: Int) -> Double {
      let (u, v) = (Double(x) + 0.5 - Double(width) * 0.4, Double(y) + 0.5 - Double(height) * 0.55)
      let distance = (u * u + v * v).squareRoot()
      return min(max((radius - distance) / 6 + 0.5, 0), 1)
    }
    picture = PixelBuffer(width: width, height: height, format: format) { x, y, channel in
      guard channel < 3 else { return maximum }
      let front = [0.8, 0.6, 0.25][channel]
      let back = [0.2, 0.35, 0.65][channel]
      let mixed = share(x, y) * front + (1 - share(x, y)) * back
      return Int((mixed + Double.random(in: -0.08...0.08, using: &generator)) * Double(maximum))
    }
    alpha = PixelBuffer(
      width: width, height: height, format: maximum == 255 ? .gray8 : .gray16
    ) { x, y, _ in Int((share(x, y) * Double(maximum)).rounded()) }
  }

  init(picture: PixelBuffer, alpha: PixelBuffer) {
    (self.picture, self.alpha) = (picture, alpha)
  }

  /// What a network would say: alpha at another size.
  func map(_ width: Int, _ height: Int) -> ProbabilityMap {
    let maximum = alpha.format.maximumChannelValue
    return ProbabilityMap(
      width: alpha.width, height: alpha.height,
      values: alpha.values.map { Float($0) / maximum }
    ).reduced(width, height)
  }

  func cutout(workers: Workers = .callerOnly) throws -> PixelBuffer {
    try picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, workers: workers)
    }
  }

  func composite(
    over backdrop: consuming Backdrop, foreground: ForegroundColors = .estimated,
    workers: Workers = .callerOnly
  ) throws -> PixelBuffer {
    var result = picture
    try Compositor.composite(
      alpha, over: backdrop, foreground: foreground, into: result.withMutableView { $0 },
      workers: workers)
    return result
  }

  func blurred(deviation: Double, workers: Workers = .callerOnly) throws -> PixelBuffer {
    let blur = try picture.withView { view throws(ImagingError) in
      try BackgroundBlur(view, alpha: alpha, deviation: deviation, workers: workers)
    }
    return try composite(over: .blur(blur), workers: workers)
  }

  /// Over a picture that is stretched to its size.
  func fitted(
    _ other: PixelBuffer, foreground: ForegroundColors = .estimated, workers: Workers = .callerOnly
  ) throws -> PixelBuffer {
    try other.withView { view in
      let fitted = try FittedPicture(
        view, fit: .stretch, width: picture.width, height: picture.height)
      return try composite(over: .picture(fitted), foreground: foreground, workers: workers)
    }
  }
}

extension ProbabilityMap {
  fileprivate func reduced(_ width: Int, _ height: Int) -> ProbabilityMap {
    ProbabilityMap(width: width, height: height, values: values(width: width, height: height))
  }
}
