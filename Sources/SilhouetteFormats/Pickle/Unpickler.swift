import SilhouetteGraph

/// Reads a Python pickle of protocol 2, 3 or 4 that holds NumPy arrays.
///
/// A pickle is a program for a stack machine, and Python's own machine calls whatever function the
/// program names. This one calls nothing: it knows the handful of functions that make arrays
/// (``PickleGlobal``) and refuses a file that names any other. The opcodes are described in
/// https://github.com/python/cpython/blob/main/Lib/pickletools.py
///
/// Arrays stay ranges of the file. Memory is bounded: ``maximumValueCount`` values, and decoded text
/// never more than the file's own size.
struct Unpickler {
  /// A checkpoint of a thousand arrays makes about 20,000 values.
  static let maximumValueCount = 1 << 20

  var cursor: PickleCursor
  var heap = PickleHeap()
  private var stack: [PickleValue] = []
  /// Where in the stack the values after a MARK begin.
  private var marks: [Int] = []
  private var memo: [PickleValue?] = []
  private var valueCount = 0
  var decodedByteCount = 0

  init(_ bytes: Bytes) {
    cursor = PickleCursor(bytes)
  }

  /// Whether the bytes begin as a pickle of protocol 2 or later does.
  static func isPickle(_ bytes: Bytes) -> Bool {
    bytes.withUnsafeBytes { $0.count > 2 && $0[0] == 0x80 && (2...5).contains($0[1]) }
  }

  /// Runs the program up to its STOP.
  mutating func value() throws(FormatError) -> PickleValue {
    guard Unpickler.isPickle(cursor.bytes) else {
      throw .malformed(place: "start", reason: "not a Python pickle of protocol 2 to 4")
    }
    while true {
      let code = try cursor.integer(as: UInt8.self)
      guard let opcode = PickleOpcode(rawValue: code) else {
        throw .unsupported(
          place: "byte \(cursor.position - 1)",
          reason: "pickle opcode \(code), which no file of arrays needs")
      }
      if opcode == .stop { break }
      try run(opcode)
    }
    guard stack.count == 1, marks.isEmpty, let value = stack.last else {
      throw cursor.malformed("the pickle ends without its one value")
    }
    return value
  }

  private mutating func run(_ opcode: PickleOpcode) throws(FormatError) {
    switch opcode {
    case .proto: try readProtocol()
    // A frame only says how much to read ahead.
    case .frame: _ = try cursor.integer(as: UInt64.self)
    case .stop: break
    case .mark: try mark()
    case .none, .newTrue, .newFalse, .binInt, .binInt1, .binInt2, .long1, .binFloat,
      .shortBinUnicode, .binUnicode, .binUnicode8, .shortBinBytes, .binBytes, .binBytes8:
      try push(literal(opcode))
    case .global, .stackGlobal: try push(.global(try global(opcode)))
    case .reduce: try reduce()
    case .build: try build()
    case .memoize, .binPut, .longBinPut: try put(opcode)
    case .binGet, .longBinGet: try get(opcode)
    case .emptyTuple, .tuple1, .tuple2, .tuple3, .tuple, .emptyList, .append, .appends,
      .emptyDictionary, .setItem, .setItems:
      try runContainer(opcode)
    }
  }

  private mutating func readProtocol() throws(FormatError) {
    let version = try cursor.integer(as: UInt8.self)
    guard (2...4).contains(version) else {
      throw .unsupported(
        place: "byte \(cursor.position - 1)",
        reason: "pickle protocol \(version); save it with protocol 2, 3 or 4")
    }
  }

  // MARK: Stack

  mutating func push(_ value: PickleValue) throws(FormatError) {
    valueCount += 1
    guard valueCount <= Unpickler.maximumValueCount else {
      throw cursor.malformed("more values than any checkpoint has")
    }
    stack.append(value)
  }

  mutating func pop() throws(FormatError) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
      throw cursor.malformed("takes a value from an empty stack")
    }
    return value
  }

  /// The uppermost value, which stays.
  func top() throws(FormatError) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.last else {
      throw cursor.malformed("takes a value from an empty stack")
    }
    return value
  }

  private mutating func mark() throws(FormatError) {
    guard marks.count < Unpickler.maximumValueCount else {
      throw cursor.malformed("more marks than any checkpoint has")
    }
    marks.append(stack.count)
  }

  /// The values since the last mark; both go.
  mutating func popToMark() throws(FormatError) -> [PickleValue] {
    guard let start = marks.popLast() else { throw cursor.malformed("takes values without a mark") }
    defer { stack.removeSubrange(start...) }
    return Array(stack[start...])
  }

  // MARK: Memo

  private mutating func put(_ opcode: PickleOpcode) throws(FormatError) {
    let index =
      switch opcode {
      case .binPut: Int(try cursor.integer(as: UInt8.self))
      case .longBinPut: Int(truncatingIfNeeded: try cursor.integer(as: UInt32.self))
      default: memo.count
      }
    guard (0..<Unpickler.maximumValueCount).contains(index) else {
      throw cursor.malformed("remembers more values than any checkpoint has")
    }
    while memo.count <= index { memo.append(nil) }
    memo[index] = try top()
  }

  private mutating func get(_ opcode: PickleOpcode) throws(FormatError) {
    let index =
      opcode == .binGet
      ? Int(try cursor.integer(as: UInt8.self))
      : Int(truncatingIfNeeded: try cursor.integer(as: UInt32.self))
    guard memo.indices.contains(index), let value = memo[index] else {
      throw cursor.malformed("recalls a value that it has not remembered")
    }
    try push(value)
  }
}
