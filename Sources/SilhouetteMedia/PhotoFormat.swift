/// What a photo can be written as.
public enum PhotoFormat: String, CaseIterable, Sendable {
  case png
  case jpeg
  case webp

  public var canHoldAlpha: Bool { self != .jpeg }

  /// The usual extension, without the dot.
  public var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
}

/// What a photo was read from.
public enum SourceFormat: String, CaseIterable, Sendable {
  case jpeg
  case png
  case webp
  case tiff
  case bmp
  case gif
  case heic
  case avif
}
