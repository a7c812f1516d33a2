import SilhouetteZoo

/// How a network is run where it is measured: a configuration's `test_config`.
public struct TestConfiguration: Hashable, Sendable {
  /// Sizes in pixels.
  public struct Window: Hashable, Sendable {
    public let cropWidth: Int
    public let cropHeight: Int
    public let strideWidth: Int
    public let strideHeight: Int

    /// `nil` where a stride is longer than its crop, so that pixels would be left out, or shorter
    /// than 1.
    public init?(cropWidth: Int, cropHeight: Int, strideWidth: Int, strideHeight: Int) {
      guard strideWidth >= 1, strideHeight >= 1, strideWidth <= cropWidth,
        strideHeight <= cropHeight
      else { return nil }
      (self.cropWidth, self.cropHeight) = (cropWidth, cropHeight)
      (self.strideWidth, self.strideHeight) = (strideWidth, strideHeight)
    }
  }

  /// Of the network's input; results are averaged.
  public var scales: [Double] = [1]
  public var flipsHorizontally = false
  public var flipsVertically = false
  /// `nil` where the network sees the whole picture at once.
  public var window: Window?
  public var measuresAreaUnderCurve = false

  /// Once, on the whole picture as it is.
  public init() {}
}

extension TrainingConfiguration {
  /// As PaddleSeg does, scales and flips count only with `aug_eval`, the window only with `is_slide`.
  public func testConfiguration() throws(ConfigurationError) -> TestConfiguration {
    var result = TestConfiguration()
    guard let test = try root.mapping("test_config") else { return result }
    try test.refuseKeys(
      except: [
        "aug_eval", "scales", "flip_horizontal", "flip_vertical", "is_slide", "crop_size", "stride",
        "auc_roc", "use_multilabel",
      ], of: "test_config")
    if try test.boolean("use_multilabel") == true {
      throw test.invalid("use_multilabel", "a pixel has one class here: leave it out")
    }
    result.measuresAreaUnderCurve = try test.boolean("auc_roc") ?? false
    let (scales, window) = (try test.scales(), try test.window())
    let flips = (try test.boolean("flip_horizontal"), try test.boolean("flip_vertical"))
    if try test.boolean("is_slide") == true {
      guard let window else { throw test.invalid("crop_size", "is missing; is_slide takes it") }
      result.window = window
    }
    if try test.boolean("aug_eval") == true {
      result.scales = scales
      (result.flipsHorizontally, result.flipsVertically) = (flips.0 ?? false, flips.1 ?? false)
    }
    return result
  }
}

extension ConfigurationReader {
  fileprivate func scales() throws(ConfigurationError) -> [Double] {
    guard let node = self["scales"], node != .null else { return [1] }
    let scales = (node.sequence ?? [node]).compactMap(\.number)
    guard scales.count == (node.sequence ?? [node]).count, (1...16).contains(scales.count),
      scales.allSatisfy({ $0 > 0 && $0 <= 16 })
    else { throw invalid("scales", "not one number above 0 and up to 16, and no list of them") }
    return scales
  }

  fileprivate func window() throws(ConfigurationError) -> TestConfiguration.Window? {
    guard let crop = try size("crop_size") else { return nil }
    guard let stride = try size("stride") else {
      throw invalid("stride", "is missing; crop_size takes it")
    }
    let window = TestConfiguration.Window(
      cropWidth: crop.width, cropHeight: crop.height, strideWidth: stride.width,
      strideHeight: stride.height)
    guard let window else {
      throw invalid("stride", "is longer than the crop, so that pixels would be left out")
    }
    return window
  }
}
