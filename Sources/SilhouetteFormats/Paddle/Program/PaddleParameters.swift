import SilhouetteGraph

/// Reads the file of parameters beside a program: tensor after tensor, without names.
///
/// One tensor is: u32 0 · u64 number of levels of detail, each a u64 byte count and its bytes · u32 0
/// · i32 size of the description · `TensorDesc` · the elements in row-major order.
struct PaddleParameters {
  private let bytes: Bytes
  private var position = 0

  /// The constants of `variables`, which must be sorted as the file is.
  static func constants(
    of variables: [PaddleVariable], in bytes: Bytes
  ) throws(FormatError) -> [Constant] {
    var reader = PaddleParameters(bytes: bytes)
    var constants: [Constant] = []
    for variable in variables {
      do throws(FormatError) {
        constants.append(try reader.constant(of: variable))
      } catch {
        throw error.inside("parameter '\(variable.name)'")
      }
    }
    guard reader.position == bytes.count else {
      throw .malformed(
        place: "parameters",
        reason:
          "the program's \(variables.count) end at byte \(reader.position) of \(bytes.count); "
          + "they belong to another program")
    }
    return constants
  }

  private init(bytes: Bytes) {
    self.bytes = bytes
  }

  private mutating func constant(of variable: PaddleVariable) throws(FormatError) -> Constant {
    guard let declared = variable.tensor else {
      throw .unsupported(place: "Paddle program", reason: "it is not a tensor")
    }
    let start = position
    try skipHead()
    let size: Int32 = try integer()
    guard size >= 0 else { throw misplaced(start) }
    let description = try PaddleTensorDescription(
      ProtobufReader(bytes, range: take(UInt64(size)), depth: 0))
    guard description.dimensions == declared.dimensions else {
      throw .malformed(
        place: "byte \(start)",
        reason:
          "it has the shape \(description.dimensions), in the program \(declared.dimensions); "
          + "they belong to different models")
    }
    let elementType = try description.elementType(of: "byte \(start)")
    var shape = Shape([])
    for extent in description.dimensions { shape.dimensions.append(Int(clamping: extent)) }
    guard let count = shape.checkedElementCount else {
      throw .malformed(place: "byte \(start)", reason: "its shape is \(shape)")
    }
    let range = try take(UInt64(count) * UInt64(elementType.size))
    return Constant(
      storage: bytes, offset: range.lowerBound, elementType: elementType, storedShape: shape)
  }

  /// What stands before a tensor's description.
  private mutating func skipHead() throws(FormatError) {
    let start = position
    guard try integer(as: UInt32.self) == 0 else { throw misplaced(start) }
    let levels: UInt64 = try integer()
    guard levels <= UInt64(bytes.count - position) / 8 else { throw misplaced(start) }
    for _ in 0..<levels { _ = try take(integer()) }
    guard try integer(as: UInt32.self) == 0 else { throw misplaced(start) }
  }

  private func misplaced(_ start: Int) -> FormatError {
    .malformed(place: "byte \(start)", reason: "no tensor of a Paddle file starts here")
  }

  private mutating func integer<T: FixedWidthInteger & BitwiseCopyable>(
    as type: T.Type = T.self
  ) throws(FormatError) -> T {
    let range = try take(UInt64(MemoryLayout<T>.size))
    return bytes.withUnsafeBytes {
      T(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: T.self))
    }
  }

  private mutating func take(_ count: UInt64) throws(FormatError) -> Range<Int> {
    guard count <= UInt64(bytes.count - position) else {
      throw .malformed(
        place: "byte \(position)",
        reason: "\(count) bytes are needed here, but the file ends at byte \(bytes.count)")
    }
    let range = position..<position + Int(count)
    position = range.upperBound
    return range
  }
}
