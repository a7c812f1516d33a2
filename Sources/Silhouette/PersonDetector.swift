import SilhouetteGraph
import SilhouetteImaging
import SilhouetteRuntime

/// A network that is ready to look at pictures and parts of them.
struct PersonDetector: Sendable {
  let network: PersonNetwork
  let runner: NetworkRunner
  private let keepsCoresOnly: Bool

  /// - Parameter pool: the threads to run on; `nil` makes some.
  init(
    _ graph: Graph, name: String, options: Segmenter.Options, pool: WorkerPool? = nil
  ) throws(SilhouetteError) {
    network = try PersonNetwork(graph, name: name)
    do throws(RuntimeError) {
      runner = try NetworkRunner(graph, options: options, pool: pool)
    } catch {
      throw SilhouetteError(error, model: name)
    }
    keepsCoresOnly = options.keepsCoresOnly
  }

  /// How likely each point of a picture, stretched to the network's input, belongs to a person.
  func map(of pixels: PixelView, isMirrored: Bool = false) -> ProbabilityMap {
    let sampler = PictureSampler(
      sourceWidth: pixels.width, sourceHeight: pixels.height, width: network.inputWidth,
      height: network.inputHeight, isMirrored: isMirrored)
    let map = runner.run(output: network.output.outputIndex) { input in
      sampler.sample(pixels, network.color, into: input, workers: Workers(pool: runner.pool.pool))
    } read: {
      network.output.map(from: $0)
    }
    let kept = keepsCoresOnly ? ConfidentCores.kept(of: map) : map
    return isMirrored ? kept.mirrored : kept
  }
}
