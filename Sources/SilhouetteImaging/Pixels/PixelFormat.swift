/// How one pixel lies in memory. Channels are interleaved; alpha is straight, not premultiplied;
/// 16-bit channels are in the machine's byte order.
public enum PixelFormat: UInt8, Hashable, Sendable, CaseIterable {
  case gray8
  case rgb8
  case rgba8
  case bgra8
  case gray16
  case rgb16
  case rgba16

  /// Colour channels and alpha together.
  public var channelCount: Int {
    switch self {
    case .gray8, .gray16: 1
    case .rgb8, .rgb16: 3
    case .rgba8, .bgra8, .rgba16: 4
    }
  }

  /// Bytes of one channel.
  public var bytesPerChannel: Int {
    switch self {
    case .gray8, .rgb8, .rgba8, .bgra8: 1
    case .gray16, .rgb16, .rgba16: 2
    }
  }

  public var bytesPerPixel: Int { channelCount * bytesPerChannel }

  public var hasAlpha: Bool { channelCount == 4 }
}
