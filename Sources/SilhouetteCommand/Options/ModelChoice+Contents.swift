import Silhouette
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia

extension ModelChoice {
  /// The model file's bytes, from inside the program or from disk.
  func contents() throws(CommandFailure) -> Bytes {
    switch self {
    case .embedded(let model):
      return model.bytes
    case .file(let path):
      do throws(MediaError) {
        return Bytes(copying: try FileSystem.contents(of: path))
      } catch {
        let names = Segmenter.Model.allCases.map(\.rawValue).joined(separator: ", ")
        throw CommandFailure(
          error.description,
          hint: FileStatus(of: path) == nil
            ? "a model is a file or one of those inside: \(names)" : nil)
      }
    }
  }

  /// What `read` makes of the model file; its errors are put behind the file's name.
  func read<Result>(
    _ bytes: Bytes, _ read: (Bytes) throws(FormatError) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(FormatError) { return try read(bytes) } catch {
      throw CommandFailure("\(name): \(error.description.escaped)")
    }
  }
}
