import CSilhouetteCodecs

/// The files of a zip archive in memory, such as NumPy's `.npz`. For archives that we trust.
public struct ZipArchive {
  public struct UnreadableArchive: Error {
    public let reason: String
  }

  public let files: [String: [UInt8]]

  public init(_ archive: [UInt8]) throws {
    var files: [String: [UInt8]] = [:]
    var entry = try ZipArchive.directoryStart(archive)
    while entry.signature(archive) == 0x0201_4B50 {
      let method = archive.number16(entry + 10)
      let size = archive.number32(entry + 20)
      let nameLength = archive.number16(entry + 28)
      let name = String(decoding: archive[(entry + 46)...].prefix(nameLength), as: UTF8.self)
      let local = archive.number32(entry + 42)
      let start = local + 30 + archive.number16(local + 26) + archive.number16(local + 28)
      let stored = archive[start..<start + size]
      switch method {
      case 0: files[name] = Array(stored)
      case 8:
        files[name] = try ZipArchive.inflated(Array(stored), count: archive.number32(entry + 24))
      default: throw UnreadableArchive(reason: "\(name): compression method \(method)")
      }
      entry += 46 + nameLength + archive.number16(entry + 30) + archive.number16(entry + 32)
    }
    self.files = files
  }

  private static func inflated(_ deflated: [UInt8], count: Int) throws -> [UInt8] {
    guard let decompressor = libdeflate_alloc_decompressor() else { return [] }
    defer { libdeflate_free_decompressor(decompressor) }
    var status = LIBDEFLATE_BAD_DATA
    let result = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      status = libdeflate_deflate_decompress(
        decompressor, deflated, deflated.count, buffer.baseAddress, count, &written)
    }
    guard status == LIBDEFLATE_SUCCESS, result.count == count else {
      throw UnreadableArchive(reason: "a deflate stream is damaged")
    }
    return result
  }

  /// Where the central directory starts: told by the record at the end.
  private static func directoryStart(_ archive: [UInt8]) throws -> Int {
    var end = archive.count - 22
    while end >= 0, end.signature(archive) != 0x0605_4B50 { end -= 1 }
    guard end >= 0 else { throw UnreadableArchive(reason: "not a zip archive") }
    return archive.number32(end + 16)
  }
}

extension Int {
  fileprivate func signature(_ archive: [UInt8]) -> Int {
    self + 4 <= archive.count ? archive.number32(self) : 0
  }
}

extension [UInt8] {
  fileprivate func number16(_ offset: Int) -> Int {
    Int(self[offset]) | Int(self[offset + 1]) << 8
  }

  fileprivate func number32(_ offset: Int) -> Int {
    number16(offset) | number16(offset + 2) << 16
  }
}
