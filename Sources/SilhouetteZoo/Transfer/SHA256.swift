import CSilhouetteTransfer

/// A file's fingerprint, computed by the system's library as its bytes go by.
package struct SHA256: ~Copyable {
  private let hash: OpaquePointer

  package init() throws(TransferError) {
    var error = slh_error()
    guard let hash = slh_sha256_create(&error) else {
      throw TransferError(error, library: .crypto)
    }
    self.hash = hash
  }

  deinit { slh_sha256_destroy(hash) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) throws(TransferError) {
    guard slh_sha256_update(hash, bytes.baseAddress, bytes.count) else { throw .unfinished }
  }

  /// 64 hexadecimal digits in lower case.
  package consuming func finish() throws(TransferError) -> String {
    var digest = [UInt8](repeating: 0, count: Int(SLH_SHA256_SIZE))
    guard slh_sha256_finish(hash, &digest) else { throw .unfinished }
    return digest.reduce(into: "") { text, byte in
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}

extension TransferError {
  fileprivate static let unfinished = TransferError.failed(
    reason: "the system's library computes no SHA-256")
}
