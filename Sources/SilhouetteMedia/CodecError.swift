internal import CSilhouetteCodecs

extension MediaError {
  /// A shim's failure on the file `name`.
  init(_ error: slh_error, name: String, library: SystemLibrary? = nil) {
    let detail = error.text
    switch (slh_codec_status(error.status), library) {
    case (SLH_CODEC_ENDS_EARLY, _): self = .endsEarly(name: name, detail: detail)
    case (SLH_CODEC_UNSUPPORTED, _): self = .unsupported(name: name, detail: detail)
    case (SLH_CODEC_LIBRARY_MISSING, let library?):
      self = .libraryMissing(
        name: name, format: library.purpose, library: detail, package: library.package)
    default: self = .damaged(name: name, detail: detail)
    }
  }
}

extension slh_error {
  var text: String { withUnsafePointer(to: self) { String(cString: slh_error_message($0)) } }
}

/// The libraries that are opened only when a photo needs them.
enum SystemLibrary {
  case webp
  case tiff
  case lcms
  case heif

  /// What needs it.
  var purpose: String {
    switch self {
    case .webp: "WebP"
    case .tiff: "TIFF"
    case .lcms: "a CMYK colour profile"
    case .heif: "HEIC or AVIF"
    }
  }

  /// Debian's and Ubuntu's package.
  var package: String {
    switch self {
    case .webp: "libwebp7"
    case .tiff: "libtiff6"
    case .lcms: "liblcms2-2"
    case .heif: "libheif1"
    }
  }
}
