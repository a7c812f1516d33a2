import SilhouetteGraph

/// The value of an attribute. The same attribute is an `INT` in one version of Paddle and a `LONG`
/// or a `LONGS` in another, so that a value is read by what it means, not by its type.
struct PaddleAttribute {
  let place: String
  private(set) var integers: [Int64] = []
  private(set) var reals: [Double] = []
  private(set) var strings: [String] = []

  init(_ reader: ProtobufReader, place: String) throws(FormatError) {
    self.place = place
    var reader = reader
    while let field = try reader.next() { try read(field) }
  }

  private mutating func read(_ field: ProtobufField) throws(FormatError) {
    switch field.number {
    case 3, 6, 10, 11, 13, 15: try field.appendIntegers(to: &integers)
    case 4, 7:
      var floats: [Float] = []
      try field.appendFloats(to: &floats)
      for float in floats { reals.append(Double(float)) }
    case 16, 19: try field.appendDoubles(to: &reals)
    case 5, 8: strings.append(try field.string())
    case 17, 18:
      throw .unsupported(place: place, reason: "a value that is computed is not supported")
    case 20, 21: try readScalar(field.message())
    default: break
    }
  }

  /// A `Scalar` message.
  private mutating func readScalar(_ reader: ProtobufReader) throws(FormatError) {
    var reader = reader
    while let field = try reader.next() {
      switch field.number {
      case 2, 3: integers.append(try field.integer())
      case 4: reals.append(try field.double())
      default: break
      }
    }
  }

  /// All numbers as integers. Extents, strides and the like fit 32 bits; larger ones mean "to the
  /// end" and are cut off there.
  func wholeNumbers() throws(FormatError) -> [Int] {
    var result: [Int] = []
    for integer in integers {
      result.append(Int(max(min(integer, Int64(Int32.max)), Int64(Int32.min))))
    }
    for real in reals {
      guard let integer = Int32(exactly: real) else {
        throw .malformed(place: place, reason: "\(Float(real)) is not a whole number")
      }
      result.append(Int(integer))
    }
    return result
  }

  func realNumbers() -> [Double] { reals + integers.map { Double($0) } }
}

/// Attributes with the default that Paddle gives them.
extension PaddleOperator {
  func integer(_ name: String, default value: Int) throws(FormatError) -> Int {
    try attribute(name)?.wholeNumbers().first ?? value
  }

  func integers(_ name: String) throws(FormatError) -> [Int] {
    try attribute(name)?.wholeNumbers() ?? []
  }

  func bool(_ name: String, default value: Bool = false) throws(FormatError) -> Bool {
    guard let first = try attribute(name)?.wholeNumbers().first else { return value }
    return first != 0
  }

  func real(_ name: String, default value: Double) throws(FormatError) -> Double {
    try attribute(name)?.realNumbers().first ?? value
  }

  func reals(_ name: String) throws(FormatError) -> [Double] {
    try attribute(name)?.realNumbers() ?? []
  }

  func string(_ name: String, default value: String) throws(FormatError) -> String {
    try attribute(name)?.strings.first ?? value
  }
}
