import Silhouette
import SilhouetteConfiguration
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia

extension ModelChoice {
  /// Reads the network's files.
  ///
  /// - Parameter config: for a checkpoint.
  func source(config: ConfigurationChoice? = nil) throws(CommandFailure) -> NetworkSource {
    switch try place() {
    case .embedded(let model): return NetworkSource(name: name, form: .file(model.bytes))
    case .file(let path):
      return NetworkSource(name: name, form: .file(try ModelChoice.contents(path)))
    case .paddle(let export):
      return NetworkSource(
        name: name,
        form: .export(
          program: try ModelChoice.contents(export.program),
          parameters: try ModelChoice.contents(export.parameters), description: export.description))
    case .checkpoint(let path, let known):
      guard let config = config ?? known else {
        throw CommandFailure(
          "\(path): holds weights without a network; --config names its configuration",
          hint: ConfigurationChoice.hint)
      }
      let configuration = try config.load()
      let bytes = try ModelChoice.contents(path)
      do throws(FormatError) {
        return NetworkSource(
          name: name, form: .checkpoint(try Checkpoint(pdparams: bytes), configuration))
      } catch {
        throw CommandFailure("\(path): \(error.description.escaped)")
      }
    }
  }

  private static func contents(_ path: FilePath) throws(CommandFailure) -> Bytes {
    try explained { () throws(MediaError) in Bytes(copying: try FileSystem.contents(of: path)) }
  }

  func graph(_ network: NetworkOptions) throws(CommandFailure) -> Graph {
    try source(config: network.config).graph(inputShape: network.inputShape)
  }

  /// A segmenter whose network looks alone at every level of refinement.
  func segmenter(
    options: Segmenter.Options, config: ConfigurationChoice?, inputShape: InputShape?
  ) throws(CommandFailure) -> Segmenter {
    let source = try source(config: config)
    try source.requireStretching()
    let graph = try source.graph(inputShape: inputShape)
    do throws(SilhouetteError) {
      return try Segmenter(graph: graph, name: name, options: options)
    } catch {
      throw CommandFailure(error.description.escaped)
    }
  }
}
