internal import CSilhouetteCodecs

/// Unpacks zlib data that must not be trusted about its size.
enum Inflater {
  /// nil when `bytes` are damaged or hold more than `limit` bytes.
  static func inflate(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var capacity = min(limit, max(4096, 4 * bytes.count))
    while true {
      var status = LIBDEFLATE_BAD_DATA
      let result = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        status = inflate(bytes, into: UnsafeMutableRawBufferPointer(buffer), count: &count)
      }
      switch status {
      case LIBDEFLATE_SUCCESS: return result
      case LIBDEFLATE_INSUFFICIENT_SPACE where capacity < limit: capacity = min(limit, 4 * capacity)
      default: return nil
      }
    }
  }

  /// Unpacks what must be at most as long as `target`.
  static func inflate(
    _ bytes: [UInt8], into target: UnsafeMutableRawBufferPointer, count: inout Int
  ) -> libdeflate_result {
    guard let decompressor = libdeflate_alloc_decompressor() else { return LIBDEFLATE_BAD_DATA }
    defer { libdeflate_free_decompressor(decompressor) }
    return libdeflate_zlib_decompress(
      decompressor, bytes, bytes.count, target.baseAddress, target.count, &count)
  }
}
