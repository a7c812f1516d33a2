/// Decompression of deflate streams (RFC 1951), bit by bit: enough for small archives in tests, so
/// that they need no library.
struct Inflater {
  private let input: [UInt8]
  private var bit = 0
  private var output: [UInt8] = []

  static func inflated(_ input: [UInt8]) throws -> [UInt8] {
    var inflater = Inflater(input: input)
    while try !inflater.inflateBlock() {}
    return inflater.output
  }

  private init(input: [UInt8]) { self.input = input }

  /// Decodes one block; whether it was the last.
  private mutating func inflateBlock() throws -> Bool {
    let isLast = try bits(1) == 1
    switch try bits(2) {
    case 0: try copyStored()
    case 1:
      let lengths =
        [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112)
        + [Int](repeating: 7, count: 24) + [Int](repeating: 8, count: 8)
      try decode(
        HuffmanCode(lengths: lengths), HuffmanCode(lengths: [Int](repeating: 5, count: 30)))
    case 2:
      let (literals, distances) = try readCodes()
      try decode(literals, distances)
    default: throw ZipArchive.UnreadableArchive(reason: "unknown deflate block")
    }
    return isLast
  }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for place in 0..<count {
      guard bit >> 3 < input.count else {
        throw ZipArchive.UnreadableArchive(reason: "the deflate stream ends early")
      }
      value |= Int(input[bit >> 3] >> UInt8(bit & 7) & 1) << place
      bit += 1
    }
    return value
  }

  private mutating func copyStored() throws {
    bit = (bit + 7) & ~7
    let length = try bits(16)
    _ = try bits(16)
    for _ in 0..<length { output.append(UInt8(try bits(8))) }
  }

  private mutating func symbol(_ code: HuffmanCode) throws -> Int {
    var (word, length) = (0, 0)
    while true {
      word = word << 1 | (try bits(1))
      length += 1
      if let symbol = code.symbols[HuffmanCode.Word(bits: word, length: length)] { return symbol }
      guard length < 15 else { throw ZipArchive.UnreadableArchive(reason: "broken code word") }
    }
  }

  private mutating func readCodes() throws -> (HuffmanCode, HuffmanCode) {
    let (literals, distances) = (try bits(5) + 257, try bits(5) + 1)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var lengthLengths = [Int](repeating: 0, count: 19)
    for index in 0..<(try bits(4) + 4) { lengthLengths[order[index]] = try bits(3) }
    let lengthCode = HuffmanCode(lengths: lengthLengths)
    var lengths: [Int] = []
    while lengths.count < literals + distances {
      switch try symbol(lengthCode) {
      case 16: lengths += [Int](repeating: lengths.last ?? 0, count: try bits(2) + 3)
      case 17: lengths += [Int](repeating: 0, count: try bits(3) + 3)
      case 18: lengths += [Int](repeating: 0, count: try bits(7) + 11)
      case let length: lengths.append(length)
      }
    }
    return (
      HuffmanCode(lengths: Array(lengths[..<literals])),
      HuffmanCode(lengths: Array(lengths[literals...]))
    )
  }

  private mutating func decode(_ literals: HuffmanCode, _ distances: HuffmanCode) throws {
    while true {
      let symbol = try symbol(literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        return
      } else {
        let length = try Inflater.lengths.value(symbol - 257) { try bits($0) }
        let place = try self.symbol(distances)
        let distance = try Inflater.distances.value(place) { try bits($0) }
        for _ in 0..<length { output.append(output[output.count - distance]) }
      }
    }
  }

  /// Values that stand for ranges: the first of each and how many bits say which one it is.
  private struct Ranges {
    var first: [Int]
    var extraBits: [Int]

    init(start: Int, extraBits: [Int]) {
      self.extraBits = extraBits
      first = [start]
      for bits in extraBits.dropLast() { first.append(first[first.count - 1] + 1 << bits) }
    }

    func value(_ index: Int, _ bits: (Int) throws -> Int) throws -> Int {
      try first[index] + bits(extraBits[index])
    }
  }

  private static let lengths: Ranges = {
    let extraBits = (0..<28).map { $0 < 8 ? 0 : $0 / 4 - 1 }
    var ranges = Ranges(start: 3, extraBits: extraBits + [0])
    ranges.first[28] = 258
    return ranges
  }()
  private static let distances = Ranges(
    start: 1, extraBits: (0..<30).map { $0 < 4 ? 0 : $0 / 2 - 1 })
}

/// Code words of given lengths, assigned in order (RFC 1951, 3.2.2).
private struct HuffmanCode {
  struct Word: Hashable {
    var bits: Int
    var length: Int
  }

  var symbols: [Word: Int] = [:]

  init(lengths: [Int]) {
    var next = 0
    for length in 1...15 {
      for (symbol, symbolLength) in lengths.enumerated() where symbolLength == length {
        symbols[Word(bits: next, length: length)] = symbol
        next += 1
      }
      next <<= 1
    }
  }
}
