import SilhouetteMedia
import SilhouetteZoo

/// Takes files out of an archive that is not trusted.
///
/// Whatever would lead out of the folder, and every link and device, condemns the whole archive: no
/// honest one has them. So does growing beyond the limits.
struct Unpacking {
  var byteLimit = 8 << 30
  var entryLimit = 100_000
  /// How many times its own size an archive may unpack to; deflate itself ends at about 1000.
  var ratioLimit = 300

  /// - Parameters:
  ///   - name: what errors call the archive.
  ///   - folder: there, and empty.
  ///   - target: the path below `folder` for an entry's; nil leaves it out.
  /// - Returns: the paths of the files written, below `folder`.
  func unpack(
    _ archive: FilePath, name: String, into folder: FilePath,
    target: ([String]) -> FilePath?
  ) throws(CommandFailure) -> [FilePath] {
    let size = FileStatus(of: archive)?.byteCount ?? 0
    var state = State(left: min(byteLimit, (size + 4096) * ratioLimit))
    do throws(TransferError) {
      let reader = archive.withCString { path -> Result<ReaderBox, TransferError> in
        do throws(TransferError) { return .success(try ReaderBox(path: path)) } catch {
          return .failure(error)
        }
      }
      let box = try reader.get()
      while let entry = try box.reader.next() {
        // What an interrupt's clean-up takes away would come again, a file at a time.
        Interrupts.giveWay()
        state.entries += 1
        guard state.entries <= entryLimit else {
          throw .failed(reason: "more than \(entryLimit) entries")
        }
        guard let names = entry.safePath else {
          throw .failed(reason: "unsafe entry '\(entry.path)'")
        }
        guard entry.kind == .file, !names.isEmpty, let path = target(names) else { continue }
        try write(box, to: folder.appending(path), &state)
        state.written.append(path)
      }
    } catch {
      throw CommandFailure("\(name.escaped): \(error.description.escaped)")
    }
    return state.written
  }

  private struct State {
    var left: Int
    var entries = 0
    var written: [FilePath] = []
  }

  /// A noncopyable value cannot be a `Result`'s.
  private final class ReaderBox {
    var reader: ArchiveReader
    init(path: UnsafePointer<CChar>) throws(TransferError) {
      reader = try ArchiveReader(path: path)
    }
  }

  private func write(
    _ box: ReaderBox, to path: FilePath, _ state: inout State
  ) throws(TransferError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var failure: TransferError?
    do throws(MediaError) {
      try FileSystem.makeFolder(path.parent)
      var file = try OutputFile(path: path, replaces: false)
      while true {
        let step: Result<Int, TransferError>
        do throws(TransferError) { step = .success(try box.reader.read(into: buffer)) } catch {
          step = .failure(error)
        }
        guard case .success(let count) = step, count > 0 else {
          if case .failure(let error) = step { failure = error }
          break
        }
        state.left -= count
        guard state.left >= 0 else {
          failure = .failed(reason: "unpacks to more than is plausible")
          break
        }
        try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
      if failure == nil { try file.commit() }
    } catch {
      failure = .failed(reason: error.description)
    }
    if let failure { throw failure }
  }
}
