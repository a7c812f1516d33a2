import Silhouette
import SilhouetteFormats
import SilhouetteGraph

extension ModelChoice {
  func graph() throws(CommandFailure) -> Graph {
    try read(try contents()) { bytes throws(FormatError) in try ModelFile.graph(from: bytes) }
  }

  func segmenter(options: Segmenter.Options) throws(CommandFailure) -> Segmenter {
    let bytes = try contents()
    do throws(SilhouetteError) {
      return try Segmenter(modelBytes: bytes, name: name, options: options)
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
