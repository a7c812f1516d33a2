internal import CSilhouetteCodecs

extension MediaError {
  /// A shim's failure on the file `name`.
  init(_ error: slh_codec_error, name: String, library: SystemLibrary? = nil) {
    let detail = withUnsafePointer(to: error) { String(cString: slh_codec_error_message($0)) }
    switch (error.status, library) {
    case (SLH_CODEC_ENDS_EARLY, _): self = .endsEarly(name: name, detail: detail)
    case (SLH_CODEC_UNSUPPORTED, _): self = .unsupported(name: name, detail: detail)
    case (SLH_CODEC_LIBRARY_MISSING, let library?):
      self = .libraryMissing(
        name: name, format: library.purpose, library: detail, package: library.package)
    default: self = .damaged(name: name, detail: detail)
    }
  }
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
