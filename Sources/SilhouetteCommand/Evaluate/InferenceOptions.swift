import ArgumentParser
import SilhouetteConfiguration
import SilhouetteEvaluation

/// How a network is run where results are measured: several versions of a picture, or windows of it,
/// whose results are averaged.
struct InferenceOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo, help: "Run on the mirrored picture too, and take the mean.")
  var flipHorizontal: Bool?

  @Flag(
    inversion: .prefixedNo, help: "Run on the picture upside down too, and take the mean.")
  var flipVertical: Bool?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Run at these scales of the network's input and take the mean.", valueName: "scale"))
  var scales: [Double] = []

  @Option(
    help: ArgumentHelp(
      "Slide a window of this size over the picture and take the mean.",
      valueName: "WIDTHxHEIGHT"))
  var cropSize: RasterSize?

  @Option(
    help: ArgumentHelp(
      "From one window to the next; by default the window's size.", valueName: "WIDTHxHEIGHT"))
  var stride: RasterSize?

  func validate() throws {
    guard scales.count <= 16, scales.allSatisfy({ $0 > 0 && $0 <= 16 }) else {
      throw ValidationError("--scales takes up to 16 numbers above 0, up to 16")
    }
    guard stride == nil || cropSize != nil else {
      throw ValidationError("--stride goes with --crop-size")
    }
    guard cropSize == nil || window != nil else {
      throw ValidationError("--stride cannot be longer than --crop-size: pixels would be left out")
    }
  }

  private var window: TestConfiguration.Window? {
    guard let cropSize else { return nil }
    let stride = stride ?? cropSize
    return TestConfiguration.Window(
      cropWidth: cropSize.width, cropHeight: cropSize.height, strideWidth: stride.width,
      strideHeight: stride.height)
  }

  /// Whether anything is asked for that `cutout` does not do.
  var isActive: Bool {
    flipHorizontal == true || flipVertical == true || cropSize != nil
      || !(scales.isEmpty || scales == [1])
  }

  /// What is asked for here, else what `configuration` says.
  func settled(over configuration: TestConfiguration) -> TestConfiguration {
    var result = configuration
    if let flipHorizontal { result.flipsHorizontally = flipHorizontal }
    if let flipVertical { result.flipsVertically = flipVertical }
    if !scales.isEmpty { result.scales = scales }
    if let window { result.window = window }
    return result
  }
}

extension TestConfiguration {
  var augmentation: AugmentedInference {
    AugmentedInference(
      scales: scales, flipsHorizontally: flipsHorizontally, flipsVertically: flipsVertically)
  }

  var slidingWindow: SlidingWindow? {
    window.map {
      SlidingWindow(
        crop: RasterSize(width: $0.cropWidth, height: $0.cropHeight),
        stride: RasterSize(width: $0.strideWidth, height: $0.strideHeight))
    }
  }
}

extension RasterSize: ExpressibleByArgument {
  /// `192x144`
  package init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
    let sides = parts.compactMap { Int($0) }
    guard parts.count == 2, sides.count == 2,
      sides.allSatisfy((1...InputShape.maximumExtent).contains)
    else { return nil }
    self.init(width: sides[0], height: sides[1])
  }
}
