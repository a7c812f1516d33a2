import CSilhouetteCodecs

/// Makes zip archives, honest ones and others; nothing is compressed.
public struct ZipWriter {
  public struct Entry: Sendable {
    let name: String
    let bytes: [UInt8]
    /// Unix type and permissions.
    let mode: UInt32

    public static func file(_ name: String, _ bytes: some Sequence<UInt8>) -> Entry {
      Entry(name: name, bytes: Array(bytes), mode: 0o100644)
    }

    public static func symbolicLink(_ name: String, to target: String) -> Entry {
      Entry(name: name, bytes: Array(target.utf8), mode: 0o120777)
    }
  }

  public static func archive(_ entries: [Entry]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = bytes.count
      let shared =
        number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4)
        + number(Int(libdeflate_crc32(0, entry.bytes, entry.bytes.count)), 4)
        + number(entry.bytes.count, 4) + number(entry.bytes.count, 4)
        + number(entry.name.utf8.count, 2) + number(0, 2)
      bytes += number(0x0403_4B50, 4) + shared + Array(entry.name.utf8) + entry.bytes
      directory += number(0x0201_4B50, 4) + number(3 << 8 | 20, 2) + shared
      directory += number(0, 2) + number(0, 2) + number(0, 2)
      directory += number(Int(entry.mode) << 16, 4) + number(offset, 4) + Array(entry.name.utf8)
    }
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(entries.count, 2) + number(entries.count, 2)
      + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    return bytes + directory + end
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
