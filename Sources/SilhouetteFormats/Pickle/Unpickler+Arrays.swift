import SilhouetteGraph

/// What the allowed functions make. NumPy pickles an array in two steps: a call makes it empty, BUILD
/// gives it `(1, shape, dtype, isFortranOrder, bytes)`.
extension Unpickler {
  mutating func global(_ opcode: PickleOpcode) throws(FormatError) -> PickleGlobal {
    let place = cursor.position - 1
    let module: String
    let name: String
    if opcode == .global {
      module = try cursor.text(try cursor.line())
      name = try cursor.text(try cursor.line())
    } else {
      guard case .text(let second) = try pop(), case .text(let first) = try pop() else {
        throw cursor.malformed("a function without a name")
      }
      (module, name) = (try cursor.text(first), try cursor.text(second))
    }
    guard let global = PickleGlobal(module: module, name: name) else {
      throw .unsupported(
        place: "byte \(place)",
        reason: "the file wants to call \(module).\(name); only NumPy arrays are read and nothing "
          + "is ever called")
    }
    return global
  }

  mutating func reduce() throws(FormatError) {
    guard case .tuple(let tuple) = try pop(), case .global(let function) = try pop() else {
      throw cursor.malformed("a call without a function or its arguments")
    }
    let arguments = heap.tuples[tuple]
    switch function {
    case .reconstruct:
      guard arguments.first == .global(.array) else { throw unknownArguments(of: "_reconstruct") }
      heap.arrays.append(nil)
      try push(.array(heap.arrays.count - 1))
    case .elementType: try pushElementType(arguments)
    case .scalar: try pushScalar(arguments)
    case .encode: try pushDecoded(arguments)
    case .bytes:
      guard arguments.isEmpty else { throw unknownArguments(of: "bytes") }
      try push(.bytes(0..<0))
    case .array: throw unknownArguments(of: "ndarray")
    }
  }

  mutating func build() throws(FormatError) {
    guard case .tuple(let tuple) = try pop() else {
      throw cursor.malformed("an object's state that is no tuple")
    }
    let state = heap.tuples[tuple]
    switch try top() {
    case .array(let index): heap.arrays[index] = try array(state)
    case .elementType(let index):
      guard state.count >= 2, case .text(let order) = state[1] else {
        throw unknownArguments(of: "dtype")
      }
      // '|' is for elements of one byte.
      heap.elementTypes[index].isLittleEndian = try cursor.text(order) != ">"
    default: throw cursor.malformed("a state for what is no array")
    }
  }

  private func unknownArguments(of function: String) -> FormatError {
    cursor.malformed("\(function) has not the arguments that NumPy writes")
  }

  /// `dtype('f4', False, True)`
  private mutating func pushElementType(_ arguments: [PickleValue]) throws(FormatError) {
    guard case .text(let range)? = arguments.first else { throw unknownArguments(of: "dtype") }
    let name = try cursor.text(range)
    guard let elementType = ElementType(dataType: name) else {
      throw .unsupported(
        place: "byte \(cursor.position)",
        reason: "arrays of type '\(name)'; f4, f2, i1, u1, i4, i8 and b1 are read")
    }
    heap.elementTypes.append(PickleHeap.DataType(elementType: elementType))
    try push(.elementType(heap.elementTypes.count - 1))
  }

  /// `scalar(dtype, bytes)`
  private mutating func pushScalar(_ arguments: [PickleValue]) throws(FormatError) {
    guard arguments.count == 2, case .elementType(let type) = arguments[0],
      let data = storage(arguments[1])
    else { throw unknownArguments(of: "scalar") }
    heap.arrays.append(try constant([], type, isFortranOrder: false, data))
    try push(.array(heap.arrays.count - 1))
  }

  /// `encode(text, 'latin1')`: each character is a byte. The decoded bytes are the only ones that are
  /// not in the file; a file that decodes more of them than it has itself repeats a text.
  private mutating func pushDecoded(_ arguments: [PickleValue]) throws(FormatError) {
    guard arguments.count == 2, case .text(let text) = arguments[0],
      case .text(let encoding) = arguments[1],
      ["latin1", "latin-1"].contains(try cursor.text(encoding))
    else { throw unknownArguments(of: "encode") }
    decodedByteCount += text.count
    guard decodedByteCount <= cursor.bytes.count else {
      throw cursor.malformed("the same text is decoded many times")
    }
    let decoded = cursor.bytes.withUnsafeBytes {
      [UInt8](latin1: UnsafeRawBufferPointer(rebasing: $0[text]))
    }
    guard let decoded else { throw cursor.malformed("a text that does not stand for bytes") }
    heap.decoded.append(Bytes(copying: decoded))
    try push(.decoded(heap.decoded.count - 1))
  }

  /// `(1, shape, dtype, isFortranOrder, bytes)`
  private func array(_ state: [PickleValue]) throws(FormatError) -> Constant {
    guard state.count == 5, case .tuple(let tuple) = state[1],
      case .elementType(let type) = state[2], case .boolean(let isFortranOrder) = state[3],
      let data = storage(state[4])
    else { throw cursor.malformed("an array's state that is not as NumPy writes it") }
    var extents: [Int] = []
    for value in heap.tuples[tuple] {
      guard case .integer(let extent) = value, extents.count < NumPyHeader.maximumRank else {
        throw cursor.malformed("an array's shape that is not as NumPy writes it")
      }
      extents.append(extent)
    }
    return try constant(extents, type, isFortranOrder: isFortranOrder, data)
  }

  private func constant(
    _ extents: [Int], _ type: Int, isFortranOrder: Bool, _ data: (bytes: Bytes, range: Range<Int>)
  ) throws(FormatError) -> Constant {
    let type = heap.elementTypes[type]
    guard type.isLittleEndian || type.elementType.size == 1 else {
      throw .unsupported(
        place: "byte \(cursor.position)", reason: "big-endian arrays; save them as '<f4'")
    }
    let shape = Shape(extents)
    guard let count = shape.checkedElementCount,
      data.range.count / type.elementType.size == count,
      data.range.count.isMultiple(of: type.elementType.size)
    else {
      throw cursor.malformed(
        "\(data.range.count) bytes are not the elements of \(type.elementType.name) "
          + shape.description)
    }
    // Fortran's order is that of the axes turned round.
    let backwards = Array((0..<shape.rank).reversed())
    return Constant(
      storage: data.bytes, offset: data.range.lowerBound, elementType: type.elementType,
      storedShape: isFortranOrder ? shape.permuted(by: backwards) : shape,
      permutation: isFortranOrder ? backwards : nil)
  }

  private func storage(_ value: PickleValue) -> (bytes: Bytes, range: Range<Int>)? {
    switch value {
    case .bytes(let range): (cursor.bytes, range)
    case .decoded(let index): (heap.decoded[index], 0..<heap.decoded[index].count)
    default: nil
    }
  }
}

extension ElementType {
  /// As NumPy's dtype names it, without the byte order.
  fileprivate init?(dataType name: String) {
    switch name {
    case "f4": self = .float32
    case "f2": self = .float16
    case "i1": self = .int8
    case "u1": self = .uint8
    case "i4": self = .int32
    case "i8": self = .int64
    case "b1": self = .bool
    default: return nil
    }
  }
}

extension [UInt8] {
  /// UTF-8 whose characters are all below U+0100, as one byte each; `nil` for any other.
  fileprivate init?(latin1 text: UnsafeRawBufferPointer) {
    self.init()
    reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte < 0x80 {
        append(byte)
        index += 1
      } else {
        // U+0080…U+00FF: 110000xx 10xxxxxx.
        guard byte == 0xC2 || byte == 0xC3, index + 1 < text.endIndex,
          text[index + 1] & 0xC0 == 0x80
        else { return nil }
        append(byte << 6 | text[index + 1] & 0x3F)
        index += 2
      }
    }
  }
}
