/// Values that stand in the program itself, and containers of them.
extension Unpickler {
  mutating func literal(_ opcode: PickleOpcode) throws(FormatError) -> PickleValue {
    switch opcode {
    case .newTrue: .boolean(true)
    case .newFalse: .boolean(false)
    case .binInt: .integer(Int(try cursor.integer(as: Int32.self)))
    case .binInt1: .integer(Int(try cursor.integer(as: UInt8.self)))
    case .binInt2: .integer(Int(try cursor.integer(as: UInt16.self)))
    case .long1: .integer(try cursor.long())
    // The only number that is big-endian.
    case .binFloat: .number(Double(bitPattern: try cursor.integer(as: UInt64.self).byteSwapped))
    case .shortBinUnicode: .text(try cursor.counted(by: UInt8.self))
    case .binUnicode: .text(try cursor.counted(by: UInt32.self))
    case .binUnicode8: .text(try cursor.counted(by: UInt64.self))
    case .shortBinBytes: .bytes(try cursor.counted(by: UInt8.self))
    case .binBytes: .bytes(try cursor.counted(by: UInt32.self))
    case .binBytes8: .bytes(try cursor.counted(by: UInt64.self))
    default: .none
    }
  }

  mutating func runContainer(_ opcode: PickleOpcode) throws(FormatError) {
    switch opcode {
    case .emptyTuple: try pushTuple([])
    case .tuple1: try pushTuple(ofLast: 1)
    case .tuple2: try pushTuple(ofLast: 2)
    case .tuple3: try pushTuple(ofLast: 3)
    case .tuple: try pushTuple(try popToMark())
    case .emptyList:
      heap.lists.append([])
      try push(.list(heap.lists.count - 1))
    case .emptyDictionary:
      heap.dictionaries.append([])
      try push(.dictionary(heap.dictionaries.count - 1))
    case .append: try append([try pop()])
    case .appends: try append(try popToMark())
    case .setItem:
      let value = try pop()
      try set([try pop(), value])
    default: try set(try popToMark())
    }
  }

  private mutating func pushTuple(_ values: [PickleValue]) throws(FormatError) {
    heap.tuples.append(values)
    try push(.tuple(heap.tuples.count - 1))
  }

  private mutating func pushTuple(ofLast count: Int) throws(FormatError) {
    var values: [PickleValue] = []
    for _ in 0..<count { values.append(try pop()) }
    try pushTuple(values.reversed())
  }

  private mutating func append(_ values: [PickleValue]) throws(FormatError) {
    guard case .list(let list) = try top() else {
      throw cursor.malformed("adds to what is no list")
    }
    heap.lists[list] += values
  }

  /// Keys and values in turn go into the dictionary below them.
  private mutating func set(_ items: [PickleValue]) throws(FormatError) {
    guard case .dictionary(let dictionary) = try top(), items.count.isMultiple(of: 2) else {
      throw cursor.malformed("sets keys of what is no dictionary")
    }
    for index in stride(from: 0, to: items.count, by: 2) {
      heap.dictionaries[dictionary].append(
        PickleHeap.Entry(key: items[index], value: items[index + 1]))
    }
  }
}
