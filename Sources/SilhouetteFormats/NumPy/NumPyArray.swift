import SilhouetteGraph

/// An array as NumPy's `.npy` files hold it, rows stored densely, numbers little-endian.
///
/// The layout is a magic string, a version, the header's length, the header (a Python dictionary
/// with `descr`, `fortran_order` and `shape`) and the elements:
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
public struct NumPyArray: Hashable, Sendable {
  public let type: TensorType
  /// The elements, outermost axis first.
  public let bytes: [UInt8]

  /// - Precondition: `bytes` holds as many bytes as the type takes.
  public init(_ type: TensorType, bytes: [UInt8]) {
    precondition(bytes.count == type.shape.elementCount * type.elementType.size)
    self.type = type
    self.bytes = bytes
  }

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array of a whole file, of version 1 or 2. Fortran order is brought to rows.
  ///
  /// - Throws: ``FormatError/malformed(place:reason:)`` or
  ///   ``FormatError/unsupported(place:reason:)``.
  public init(file: [UInt8]) throws(FormatError) {
    guard file.starts(with: NumPyArray.magic), file.count >= 10 else {
      throw .malformed(place: "start", reason: "not a NumPy array (.npy)")
    }
    let lengthSize: Int
    switch file[6] {
    case 1: lengthSize = 2
    case 2: lengthSize = 4
    default:
      throw .unsupported(
        place: "byte 6", reason: "version \(file[6]) of the format; save it as version 1 or 2")
    }
    let headerStart = 8 + lengthSize
    guard file.count >= headerStart else {
      throw .malformed(place: "byte 8", reason: "the file ends inside the header")
    }
    var length = 0
    for index in (8..<headerStart).reversed() { length = length << 8 | Int(file[index]) }
    guard length <= file.count - headerStart else {
      throw .malformed(
        place: "byte 8",
        reason: "a header of \(length) bytes in a file of \(file.count)")
    }
    let elements = headerStart + length
    let header = try NumPyHeader(Array(file[headerStart..<elements]))
    let (count, rest) = (file.count - elements).quotientAndRemainder(
      dividingBy: header.elementType.size)
    guard count == header.shape.elementCount, rest == 0 else {
      throw .malformed(
        place: "byte \(elements)",
        reason: "\(file.count - elements) bytes follow, which are not the elements of "
          + "\(header.elementType.name) \(header.shape.description)")
    }
    type = TensorType(header.elementType, header.shape)
    let stored = Array(file[elements...])
    bytes =
      header.isFortranOrder
      ? NumPyArray.rows(fromColumns: stored, header.shape, size: header.elementType.size) : stored
  }

  /// The array as a version 1 file.
  ///
  /// The header is padded with blanks so that the elements start at a multiple of 64 bytes.
  public func file() -> [UInt8] {
    let header = NumPyHeader(
      elementType: type.elementType, shape: type.shape, isFortranOrder: false
    ).text
    let used = 10 + header.utf8.count + 1
    let padding = (64 - used % 64) % 64
    let length = header.utf8.count + padding + 1
    var file = NumPyArray.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8 & 0xFF)]
    file.reserveCapacity(10 + length + bytes.count)
    file += Array(header.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0A]
    return file + bytes
  }

  /// Elements stored first axis fastest, reordered to last axis fastest.
  private static func rows(fromColumns stored: [UInt8], _ shape: Shape, size: Int) -> [UInt8] {
    let strides = Shape(shape.dimensions.reversed()).strides.reversed().map { $0 * size }
    var place = [Int](repeating: 0, count: shape.rank)
    var result: [UInt8] = []
    result.reserveCapacity(stored.count)
    var position = 0
    for _ in 0..<shape.elementCount {
      result += stored[position..<position + size]
      for axis in place.indices.reversed() {
        place[axis] += 1
        position += strides[axis]
        if place[axis] < shape[axis] { break }
        position -= strides[axis] * shape[axis]
        place[axis] = 0
      }
    }
    return result
  }
}
