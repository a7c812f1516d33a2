import SilhouetteMedia
import SilhouetteZoo

/// What a file is known by.
struct Fingerprint: Hashable, Sendable {
  let byteCount: Int
  let sha256: String

  init(of path: FilePath) throws(CommandFailure) {
    let bytes = try explained { () throws(MediaError) in try FileSystem.contents(of: path) }
    byteCount = bytes.count
    do throws(TransferError) {
      var hash = try SHA256()
      let result = bytes.withUnsafeBytes { raw -> Result<Void, TransferError> in
        do throws(TransferError) { return .success(try hash.update(raw)) } catch {
          return .failure(error)
        }
      }
      try result.get()
      sha256 = try hash.finish()
    } catch {
      throw CommandFailure("\(path): \(error.description)")
    }
  }
}

/// The errors of files as those of a verb.
func explained<Value>(_ body: () throws(MediaError) -> Value) throws(CommandFailure) -> Value {
  do throws(MediaError) { return try body() } catch { throw CommandFailure(error.description) }
}
