import ArgumentParser
import Silhouette
import SilhouetteConfiguration
import SilhouetteEvaluation
import SilhouetteGraph
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

  /// As `cutout` does it.
  init(
    cutoutWith model: ModelChoice, _ network: NetworkOptions, _ threads: ThreadOptions
  ) throws(CommandFailure) {
    let options = Segmenter.Options(
      threads: threads.count, instructionSet: try threads.instructionSet())
    self = .segmenter(
      try model.segmenter(
        options: options, config: network.config, inputShape: network.inputShape))
  }

  /// As PaddleSeg does it.
  ///
  /// - Parameter configuration: what `network.config` says, if anything.
  init(
    _ model: ModelChoice, _ network: NetworkOptions, _ configuration: TrainingConfiguration?,
    _ test: TestConfiguration, _ threads: ThreadOptions
  ) throws(CommandFailure) {
    let source = try model.source(config: network.config)
    let set = try threads.instructionSet()
    do throws(EvaluationError) {
      self = .network(
        try NetworkInference(
          source.resizable(asked: network.inputShape),
          transforms: source.transforms(configuration, network.inputShape, test),
          augmentation: test.augmentation, window: test.slidingWindow,
          workers: WorkerPool(threads: threads.count), instructionSet: set))
    } catch {
      throw CommandFailure(error.description.escaped)
    }
  }

  /// What is known of a picture's pixels.
  struct Finding {
    /// How much of each pixel is person, 0…255; PaddleSeg's way knows all or nothing.
    let alpha: Raster<UInt8>
    /// The more a pixel is taken for a person, the larger.
    let certainty: Raster<Float>
  }

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
        throw CommandFailure(error.description.escaped)
      }
    }
  }

  func finding(in pixels: PixelBuffer) throws(CommandFailure) -> Finding {
    switch self {
    case .segmenter:
      let alpha = try alpha(of: pixels)
      return Finding(alpha: alpha, certainty: alpha.map { Float($0) })
    case .network(let network):
      do throws(EvaluationError) {
        let found = try network.finding(in: pixels.colorRaster())
        return Finding(
          alpha: found.labels.map { $0 == 1 ? 255 : 0 }, certainty: found.certainty)
      } catch {
        throw CommandFailure(error.description.escaped)
      }
    }
  }
}
