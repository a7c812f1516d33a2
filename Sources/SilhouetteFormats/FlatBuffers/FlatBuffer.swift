import SilhouetteGraph

/// A bounded cursor over FlatBuffers bytes.
///
/// Every read is checked against the end of the bytes. Tables and vectors may be shared in a
/// FlatBuffer, so a small file can describe endless work; a budget proportional to the file's size
/// ends it.
final class FlatBuffer {
  let bytes: Bytes
  private var remainingWork: Int

  init(_ bytes: Bytes) {
    self.bytes = bytes
    // Files of real converters read each byte about once; 16 times that is never honest.
    let (work, overflow) = bytes.count.multipliedReportingOverflow(by: 16)
    remainingWork = overflow ? Int.max : max(work, 1 << 16)
  }

  var count: Int { bytes.count }

  /// Takes `work` (about a byte read or an element made) from the budget.
  func spend(_ work: Int) throws(FormatError) {
    guard work <= remainingWork else {
      throw .malformed(
        place: "FlatBuffer", reason: "refers to the same bytes far more often than any real file")
    }
    remainingWork -= work
  }

  func integer<T: FixedWidthInteger & BitwiseCopyable>(
    at position: Int, as type: T.Type = T.self
  ) throws(FormatError) -> T {
    let size = MemoryLayout<T>.size
    guard position >= 0, position <= count - size else {
      throw .malformed(
        place: "byte \(position)",
        reason: "a value of \(size) bytes ends beyond the file's \(count)")
    }
    return bytes.withUnsafeBytes {
      T(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: T.self))
    }
  }

  /// The place `distance` bytes after `position`.
  func place(_ position: Int, plus distance: Int64) throws(FormatError) -> Int {
    let target = Int64(position) + distance
    guard target >= 0, target < Int64(count) else {
      throw .malformed(
        place: "byte \(position)", reason: "refers to byte \(target) of \(count)")
    }
    return Int(target)
  }

  /// The file's first table.
  func root() throws(FormatError) -> FlatBufferTable {
    let distance: UInt32 = try integer(at: 0)
    return try FlatBufferTable(self, at: place(0, plus: Int64(distance)))
  }
}
