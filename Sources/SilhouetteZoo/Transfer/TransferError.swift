import CSilhouetteTransfer

/// Why something could not be fetched, unpacked or checked.
package enum TransferError: Error, Hashable, Sendable {
  /// `purpose` needs a system library that is not installed.
  case libraryMissing(purpose: String, library: String, package: String)
  /// No name server, no route, or nobody listens.
  case noConnection(reason: String)
  /// The connection ended or stalled before the answer did.
  case brokeOff(reason: String)
  case redirected(reason: String)
  /// The receiver of the bytes wanted no more.
  case stopped
  case failed(reason: String)
}

extension TransferError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .libraryMissing(let purpose, let library, let package):
      "\(purpose) needs \(library), which is not installed (apt-get install \(package))"
    case .noConnection(let reason): "no connection (\(reason))"
    case .brokeOff(let reason): "the transfer broke off (\(reason))"
    case .redirected(let reason):
      "redirected to where downloads do not go (\(reason))"
    case .stopped: "stopped"
    case .failed(let reason): reason
    }
  }
}

extension TransferError {
  init(_ error: slh_error, library: SystemLibrary) {
    let message = withUnsafePointer(to: error) { String(cString: slh_error_message($0)) }
    self =
      switch slh_transfer_status(error.status) {
      case SLH_TRANSFER_LIBRARY_MISSING:
        .libraryMissing(purpose: library.purpose, library: message, package: library.package)
      case SLH_TRANSFER_NO_CONNECTION: .noConnection(reason: message)
      case SLH_TRANSFER_BROKE_OFF: .brokeOff(reason: message)
      case SLH_TRANSFER_REDIRECTED: .redirected(reason: message)
      case SLH_TRANSFER_STOPPED: .stopped
      default: .failed(reason: message)
      }
  }
}

/// The libraries that are opened only for transfers.
enum SystemLibrary {
  case curl, archive, crypto

  var purpose: String {
    switch self {
    case .curl: "fetching files"
    case .archive: "unpacking archives"
    case .crypto: "checking files"
    }
  }

  /// Debian's and Ubuntu's package.
  var package: String {
    switch self {
    case .curl: "libcurl4"
    case .archive: "libarchive13"
    case .crypto: "libssl3"
    }
  }
}
