import Silhouette
import SilhouetteGraph
import SilhouetteMedia

extension Segmenter.Model {
  /// The catalogue's name of the network that looks too where a level of refinement asks for two, in
  /// place of the other embedded one.
  var preferredCompanion: String? {
    switch self {
    case .general: "human-v1-mobile"
    case .landscape: nil
    }
  }

  /// That network, where it is installed.
  var installedCompanion: InstalledCompanion? {
    // Without a folder for models none is installed.
    guard let network = preferredCompanion, let models = try? InstalledModels.standard(),
      let name = models.name(ofNetwork: network), let path = models.path(of: name)
    else { return nil }
    return InstalledCompanion(network: network, name: name, path: path)
  }
}

/// A network from the models folder that looks beside an embedded one.
struct InstalledCompanion {
  /// The catalogue's name, which reports call it by.
  let network: String
  /// Under which it is installed.
  let name: String
  let path: FilePath

  func graph() throws(CommandFailure) -> Graph {
    // A checkpoint is built by its network's configuration; all other files bring their own.
    let source = try ModelChoice.file(path).source(config: ConfigurationChoice(argument: network))
    try source.requireStretching()
    return try source.graph()
  }

  func warn(of error: CommandFailure, instead other: Segmenter.Model, _ console: Console) {
    console.warning(
      "\(error.message); \(other.rawValue) looks instead", hint: InstalledModels.cure(name))
  }

  fileprivate func joined(to segmenter: Segmenter) throws(CommandFailure) -> Segmenter {
    let graph = try graph()
    do throws(SilhouetteError) {
      return try segmenter.withCompanion(graph, name: network)
    } catch {
      throw CommandFailure("\(path): \(error.description.escaped)")
    }
  }
}

extension ModelChoice {
  /// The same segmenter with the network that looks too, if its level of refinement asks for two. At
  /// other levels nothing is looked up.
  ///
  /// An installed network was not asked for by name: one that cannot be used is told and left out.
  func accompanied(
    _ segmenter: Segmenter, _ console: Console
  ) throws(CommandFailure) -> Segmenter {
    guard case .embedded(let model) = self, segmenter.options.refinement.level.needsCompanion else {
      return segmenter
    }
    if let installed = model.installedCompanion {
      do throws(CommandFailure) { return try installed.joined(to: segmenter) } catch {
        installed.warn(of: error, instead: model.companion, console)
      }
    }
    do throws(SilhouetteError) { return try segmenter.withCompanion(model.companion) } catch {
      throw CommandFailure(error.description.escaped)
    }
  }
}
