internal import CSilhouetteCodecs
import SilhouetteImaging

/// Reads WebP: our container, libwebp's pictures. Of an animation the first frame is read.
enum WebPDecoder {
  static func decode(_ source: PhotoDecoder.Source) throws(MediaError) -> Photo {
    let container = try WebPContainer(source)
    let header = try header(of: container, source)
    let width = container.frame?.canvasWidth ?? Int(header.width)
    let height = container.frame?.canvasHeight ?? Int(header.height)
    try source.checkSize(width: width, height: height)
    // A frame that does not cover its canvas leaves the rest transparent.
    let coversCanvas = Int(header.width) == width && Int(header.height) == height
    let format: PixelFormat = header.has_alpha || !coversCanvas ? .rgba8 : .rgb8
    let orientation = container.exif.flatMap(ExifReader.init)?.orientation ?? .upright
    var canvas = UprightCanvas(
      width: width, height: height, format: format, orientation: orientation)
    try canvas.fillRows(0..<height) { (_, picture) throws(MediaError) in
      if !coversCanvas {
        for y in 0..<height { picture.row(y).initializeMemory(as: UInt8.self, repeating: 0) }
      }
      try decode(container, into: picture, rows: Int(header.height), source)
    }
    return Photo(
      pixels: canvas.pixels,
      metadata: PhotoMetadata(profile: container.profile, exifBlock: container.exif),
      format: .webp)
  }

  private static func header(
    of container: WebPContainer, _ source: PhotoDecoder.Source
  ) throws(MediaError) -> slh_webp_header {
    var header = slh_webp_header()
    var error = slh_error()
    let isRead = source.bytes[container.picture].withUnsafeBufferPointer {
      slh_webp_read_header($0.baseAddress, $0.count, &header, &error)
    }
    guard isRead else { throw MediaError(error, name: source.name, library: .webp) }
    if let frame = container.frame,
      Int(header.width) != frame.width || Int(header.height) != frame.height
    {
      throw source.damaged("first frame is not of its size")
    }
    return header
  }

  private static func decode(
    _ container: WebPContainer, into picture: MutablePixelView, rows: Int,
    _ source: PhotoDecoder.Source
  ) throws(MediaError) {
    let pixel = picture.format.bytesPerPixel
    let corner = (container.frame?.y ?? 0) * picture.stride + (container.frame?.x ?? 0) * pixel
    // The last row of a frame ends before the next canvas row's left margin.
    let target = (picture.base + corner).assumingMemoryBound(to: UInt8.self)
    var error = slh_error()
    let isDecoded = source.bytes[container.picture].withUnsafeBufferPointer {
      slh_webp_decode(
        $0.baseAddress, $0.count, picture.format.hasAlpha, target, picture.stride, Int32(rows),
        &error)
    }
    guard isDecoded else { throw MediaError(error, name: source.name, library: .webp) }
  }
}
