import SilhouetteGraph

/// A picture that transforms are applied to, with its mask where it has one, and what is needed to
/// bring a network's output back to the picture's first size.
package struct TransformedPicture: Sendable {
  package private(set) var picture: Picture
  package private(set) var label: LabelMap?
  package private(set) var history: [SizeChange] = []

  /// The size before a step that changed it.
  package enum SizeChange: Hashable, Sendable {
    case resized(from: RasterSize)
    case padded(from: RasterSize)
  }

  package init(_ picture: Picture, label: LabelMap? = nil) {
    self.picture = picture
    self.label = label
  }

  /// - Throws: ``EvaluationError/transform(name:reason:)``.
  package mutating func apply(_ transform: PictureTransform) throws(EvaluationError) {
    switch transform {
    case .resize(let resize):
      try self.resize(to: resize.size(of: picture.size), transform, resize.interpolation)
    case .resizeByLong(let longSide):
      try self.resize(to: scaled(longSide: longSide), transform)
    case .resizeByShort(let shortSide, let maximum):
      try self.resize(to: scaled(shortSide: shortSide, maximum: maximum), transform)
    case .limitLong(let maximum, let minimum):
      try self.resize(to: limited(maximum: maximum, minimum: minimum), transform)
    case .padding(let width, let height, let fill):
      try pad(to: RasterSize(width: width, height: height), with: fill)
    case .paddingByAspectRatio(let ratio, let fill):
      try padToRatio(ratio, with: fill)
    case .normalize(let mean, let deviation):
      try normalize(mean: mean, deviation: deviation)
    }
  }

  private mutating func resize(
    to size: RasterSize, _ transform: PictureTransform,
    _ interpolation: PictureTransform.Interpolation = .linear
  ) throws(EvaluationError) {
    try TransformedPicture.check(size, of: transform.name)
    history.append(.resized(from: picture.size))
    picture = picture.resized(to: size, interpolation)
    label = label?.resizedToNearest(size)
  }

  private mutating func pad(
    to size: RasterSize, with fill: PictureTransform.Fill
  ) throws(EvaluationError) {
    guard picture.size.width <= size.width, picture.size.height <= size.height else {
      throw .transform(
        name: "Padding", reason: "a picture of \(picture.size) does not fit into \(size)")
    }
    try TransformedPicture.check(size, of: "Padding")
    history.append(.padded(from: picture.size))
    picture = picture.padded(to: size, with: fill.picture)
    label = label?.padded(to: size, with: fill.label)
  }

  /// Far more pixels than any network takes: a mistake in a configuration must not fill the memory.
  private static let maximumPixelCount = 1 << 26

  private static func check(_ size: RasterSize, of name: String) throws(EvaluationError) {
    let (count, overflows) = size.width.multipliedReportingOverflow(by: size.height)
    guard !overflows, count <= maximumPixelCount else {
      throw .transform(name: name, reason: "makes a picture of \(size), which is too large")
    }
  }

  private mutating func padToRatio(
    _ ratio: Double, with fill: PictureTransform.Fill
  ) throws(EvaluationError) {
    let size = picture.size
    let found = Double(size.width) / Double(size.height)
    guard ratio > 0, ratio.isFinite else {
      throw .transform(name: "PaddingByAspectRatio", reason: "a ratio of \(ratio) is none")
    }
    guard found != ratio else { return }
    var target = size
    if found > ratio {
      target.height = Int(Double(size.width) / ratio)
    } else {
      target.width = Int(Double(size.height) * ratio)
    }
    try pad(to: target, with: fill)
  }

  private mutating func normalize(
    mean: [Float], deviation: [Float]
  ) throws(EvaluationError) {
    var raster = picture.floats
    guard [1, raster.channels].contains(mean.count),
      [1, raster.channels].contains(deviation.count), !deviation.contains(0)
    else {
      throw .transform(
        name: "Normalize",
        reason: "takes 1 or \(raster.channels) means and deviations other than 0, "
          + "not \(mean.count) and \(deviation.count)")
    }
    for index in raster.values.indices {
      let channel = index % raster.channels
      raster.values[index] =
        (raster.values[index] / 255 - mean[mean.count == 1 ? 0 : channel])
        / deviation[deviation.count == 1 ? 0 : channel]
    }
    picture = .floats(raster)
  }
}

extension TransformedPicture {
  private var longSide: Int { max(picture.size.width, picture.size.height) }

  private func scaled(longSide target: Int) -> RasterSize {
    picture.size.scaled(by: Double(target) / Double(longSide))
  }

  private func scaled(shortSide target: Int, maximum: Int?) -> RasterSize {
    let short = min(picture.size.width, picture.size.height)
    var target = target
    if let maximum, Double(target) / Double(short) * Double(longSide) > Double(maximum) {
      target = Int(Double(maximum) / Double(longSide) * Double(short))
    }
    return picture.size.scaled(by: Double(target) / Double(short))
  }

  private func limited(maximum: Int?, minimum: Int?) -> RasterSize {
    if let maximum, longSide > maximum { return scaled(longSide: maximum) }
    if let minimum, longSide < minimum { return scaled(longSide: minimum) }
    return picture.size
  }
}

extension Raster where Element == Float {
  /// A network's output at the size that the picture had before its transforms (PaddleSeg's
  /// `reverse_transform`).
  ///
  /// - Precondition: it covers the transformed picture.
  package func undoing(_ history: [TransformedPicture.SizeChange]) -> Raster {
    history.reversed().reduce(self) { raster, change in
      switch change {
      case .resized(let size): raster.interpolated(to: size)
      case .padded(let size): raster.cropped(to: size)
      }
    }
  }
}
