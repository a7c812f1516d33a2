/// One tensor as Paddle writes it into a file of parameters.
public enum PaddleTensorFile {
  public static func bytes(of elements: [Float], dimensions: [Int]) -> [UInt8] {
    // Float32, then each extent by itself.
    var description: [UInt8] = [0x08, 0x05]
    for dimension in dimensions { description += [0x10] + varint(dimension) }
    var bytes = [UInt8](repeating: 0, count: 16)
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(description.count >> shift & 0xFF)) }
    bytes += description
    elements.withUnsafeBytes { bytes += $0 }
    return bytes
  }

  /// A number of a protobuf message.
  public static func varint(_ number: Int) -> [UInt8] {
    var rest = UInt64(bitPattern: Int64(number))
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
