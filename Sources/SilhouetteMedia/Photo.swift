import SilhouetteImaging

/// A photo as it was read: upright pixels and what the file said about them.
public struct Photo: Sendable {
  /// Upright, in `rgb8`, `rgb16`, `rgba8` or `rgba16`: grey and palette pictures are expanded, and
  /// more than 8 bits a channel become 16.
  public var pixels: PixelBuffer
  public var metadata: PhotoMetadata
  public var format: SourceFormat

  public init(pixels: PixelBuffer, metadata: PhotoMetadata, format: SourceFormat) {
    self.pixels = pixels
    self.metadata = metadata
    self.format = format
  }
}

/// What a photo's file says about its pixels and may be carried to a picture made from it.
public struct PhotoMetadata: Sendable, Hashable {
  /// The RGB colour profile, as the file has it.
  public var colorProfile: [UInt8]?
  /// An EXIF block (a TIFF structure, without the `Exif\0\0` of JPEG) that has been through
  /// ``ExifCleaner``: Orientation is 1, and no picture of the photo as it was is left in it.
  public var exif: [UInt8]?

  public init(colorProfile: [UInt8]? = nil, exif: [UInt8]? = nil) {
    self.colorProfile = colorProfile
    self.exif = exif
  }
}
