import CSilhouetteTransfer

/// The entries of a zip or tar.gz archive, one after the other.
///
/// Names and kinds are as hostile as whoever made the archive: ``ArchiveEntry/safePath`` is what may
/// be used.
package struct ArchiveReader: ~Copyable {
  private let archive: OpaquePointer

  /// - Parameter path: closed by a zero, as the system takes it.
  package init(path: UnsafePointer<CChar>) throws(TransferError) {
    var error = slh_error()
    guard let archive = slh_archive_open(path, &error) else {
      throw TransferError(error, library: .archive)
    }
    self.archive = archive
  }

  deinit { slh_archive_close(archive) }

  /// nil behind the last one.
  package mutating func next() throws(TransferError) -> ArchiveEntry? {
    var entry = slh_archive_entry()
    var error = slh_error()
    switch slh_archive_next(archive, &entry, &error) {
    case SLH_ARCHIVE_ENTRY:
      return ArchiveEntry(
        path: entry.path.map { String(cString: $0) } ?? "",
        kind: ArchiveEntry.Kind(entry.kind))
    case SLH_ARCHIVE_END: return nil
    default: throw TransferError(error, library: .archive)
    }
  }

  /// How many bytes of the current entry were put into `buffer`; 0 at its end.
  package mutating func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(TransferError) -> Int {
    var error = slh_error()
    let bytes = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let count = slh_archive_read(archive, bytes, buffer.count, &error)
    guard count >= 0 else { throw TransferError(error, library: .archive) }
    return count
  }
}

package struct ArchiveEntry: Hashable, Sendable {
  package enum Kind: Sendable {
    case file, folder, link, device
  }

  /// As the archive writes it.
  package let path: String
  package let kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// The names on the way to a file or folder below where the archive is unpacked; nil for all that
  /// would lead elsewhere, on any system.
  package var safePath: [String]? {
    guard kind == .file || kind == .folder, !path.hasPrefix("/"), path.utf8.count <= 1024 else {
      return nil
    }
    let names = path.split(separator: "/").filter { $0 != "." }.map(String.init)
    let areSafe = names.allSatisfy { name in
      name != ".." && name.utf8.count <= 255
        && !name.unicodeScalars.contains { $0 == "\\" || $0 == ":" || $0.value < 32 }
    }
    return areSafe ? names : nil
  }
}

extension ArchiveEntry.Kind {
  init(_ kind: slh_archive_kind) {
    self =
      switch kind {
      case SLH_ARCHIVE_FILE: .file
      case SLH_ARCHIVE_FOLDER: .folder
      case SLH_ARCHIVE_LINK: .link
      default: .device
      }
  }
}
