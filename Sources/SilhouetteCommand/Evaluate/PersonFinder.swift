import ArgumentParser
import Silhouette
import SilhouetteEvaluation
import SilhouetteImaging
import SilhouetteRuntime

/// How persons are found where results are measured.
enum EvaluationPreset: String, CaseIterable, ExpressibleByArgument {
  /// As PaddleSeg's val.py and predict.py do it.
  case paddleseg
  /// As `cutout` does it: what a user gets.
  case cutout
}

/// Finds persons in one picture after another.
enum PersonFinder {
  case network(NetworkInference)
  case segmenter(Segmenter)

  init(
    _ model: ModelChoice, _ preset: EvaluationPreset, _ augmentation: AugmentedInference,
    _ threads: ThreadOptions
  ) throws(CommandFailure) {
    let set = try threads.instructionSet()
    switch preset {
    case .cutout:
      self = .segmenter(
        try model.segmenter(
          options: Segmenter.Options(threads: threads.count, instructionSet: set)))
    case .paddleseg:
      let graph = try model.graph()
      do throws(EvaluationError) {
        self = .network(
          try NetworkInference(
            graph, name: model.name, augmentation: augmentation,
            workers: WorkerPool(threads: threads.count), instructionSet: set))
      } catch {
        throw CommandFailure(error.description)
      }
    }
  }

  /// How much of each pixel is person, 0…255; PaddleSeg's way knows all or nothing.
  func alpha(of pixels: PixelBuffer) throws(CommandFailure) -> Raster<UInt8> {
    switch self {
    case .segmenter(let segmenter):
      do throws(SilhouetteError) {
        return try segmenter.matte(of: pixels).alpha.firstChannelRaster()
      } catch {
        throw CommandFailure(error.description)
      }
    case .network(let network):
      do throws(EvaluationError) {
        return try network.labels(of: pixels.colorRaster()).map { $0 == 1 ? 255 : 0 }
      } catch {
        throw CommandFailure(error.description)
      }
    }
  }
}

/// Several versions of a picture, whose results are averaged.
struct AugmentationOptions: ParsableArguments {
  @Flag(help: "Run on the mirrored picture too, and take the mean.")
  var flipHorizontal = false

  @Flag(help: "Run on the picture upside down too, and take the mean.")
  var flipVertical = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Run at these scales of the network's input and take the mean.", valueName: "scale"))
  var scales: [Double] = [1]

  func validate() throws {
    guard !scales.isEmpty, scales.allSatisfy({ $0 > 0 && $0 <= 16 }) else {
      throw ValidationError("--scales takes numbers above 0, up to 16")
    }
  }

  var isActive: Bool { flipHorizontal || flipVertical || scales != [1] }

  var augmentation: AugmentedInference {
    AugmentedInference(
      scales: scales, flipsHorizontally: flipHorizontal, flipsVertically: flipVertical)
  }
}
