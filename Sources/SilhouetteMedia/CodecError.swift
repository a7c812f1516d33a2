internal import CSilhouetteCodecs

extension MediaError {
  /// A shim's failure on the file `name`.
  init(_ error: slh_codec_error, name: String) {
    let detail = withUnsafePointer(to: error) { String(cString: slh_codec_error_message($0)) }
    switch error.status {
    case SLH_CODEC_ENDS_EARLY: self = .endsEarly(name: name, detail: detail)
    case SLH_CODEC_UNSUPPORTED: self = .unsupported(name: name, detail: detail)
    default: self = .damaged(name: name, detail: detail)
    }
  }
}
