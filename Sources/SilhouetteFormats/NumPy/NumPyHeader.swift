import SilhouetteGraph

/// The dictionary in front of the elements: `{'descr': '<f4', 'fortran_order': False,
/// 'shape': (1, 2), }`.
///
/// It is read with a scanner for just these literals; nothing is evaluated.
struct NumPyHeader: Hashable, Sendable {
  var elementType: ElementType
  var shape: Shape
  var isFortranOrder: Bool

  /// A NumPy array has at most 64 axes.
  static let maximumRank = 64

  init(elementType: ElementType, shape: Shape, isFortranOrder: Bool) {
    self.elementType = elementType
    self.shape = shape
    self.isFortranOrder = isFortranOrder
  }

  init(_ text: [UInt8]) throws(FormatError) {
    var scanner = NumPyHeaderScanner(text)
    var elementType: ElementType?
    var shape: Shape?
    var isFortranOrder: Bool?
    try scanner.expect("{")
    while !scanner.skip("}") {
      let key = try scanner.quoted()
      try scanner.expect(":")
      switch key {
      case Array("descr".utf8): elementType = try NumPyHeader.elementType(try scanner.quoted())
      case Array("fortran_order".utf8): isFortranOrder = try scanner.boolean()
      case Array("shape".utf8): shape = try NumPyHeader.shape(&scanner)
      default: throw scanner.malformed("an unknown key in the header")
      }
      if !scanner.skip(",") {
        try scanner.expect("}")
        break
      }
    }
    try scanner.expectEnd()
    guard let elementType, let shape, let isFortranOrder else {
      throw .malformed(place: "header", reason: "descr, shape or fortran_order is missing")
    }
    self.init(elementType: elementType, shape: shape, isFortranOrder: isFortranOrder)
  }

  var text: String {
    var extents = ""
    for extent in shape.dimensions { extents += "\(extent), " }
    // Python writes (), (1,) and (1, 2).
    if shape.rank > 0 { extents.removeLast(shape.rank == 1 ? 1 : 2) }
    let order = isFortranOrder ? "True" : "False"
    return "{'descr': '\(elementType.numPyName)', 'fortran_order': \(order), "
      + "'shape': (\(extents)), }"
  }

  private static func elementType(_ name: [UInt8]) throws(FormatError) -> ElementType {
    for type in ElementType.allCases where Array(type.numPyName.utf8) == name { return type }
    throw .unsupported(
      place: "header",
      reason: "elements of this type; float32, float16, uint8, int8, int32, int64 and bool, "
        + "little-endian, are read (convert with .astype('<f4'))")
  }

  private static func shape(_ scanner: inout NumPyHeaderScanner) throws(FormatError) -> Shape {
    var extents: [Int] = []
    try scanner.expect("(")
    while !scanner.skip(")") {
      guard extents.count < maximumRank else { throw scanner.malformed("too many axes") }
      extents.append(try scanner.number())
      if !scanner.skip(",") {
        try scanner.expect(")")
        break
      }
    }
    guard Shape(extents).checkedElementCount != nil else {
      throw .malformed(
        place: "header", reason: "a shape of \(Shape(extents).description) is empty or too large")
    }
    return Shape(extents)
  }
}

extension ElementType {
  fileprivate var numPyName: String {
    switch self {
    case .float32: "<f4"
    case .float16: "<f2"
    case .int8: "|i1"
    case .uint8: "|u1"
    case .int32: "<i4"
    case .int64: "<i8"
    case .bool: "|b1"
    }
  }
}

/// Walks over the few Python literals that a header is made of; blanks are skipped.
private struct NumPyHeaderScanner {
  private let text: [UInt8]
  private var position = 0

  init(_ text: [UInt8]) { self.text = text }

  func malformed(_ reason: String) -> FormatError {
    .malformed(place: "header, character \(position)", reason: reason)
  }

  private mutating func skipBlanks() {
    while position < text.count, text[position] == 0x20 || text[position] == 0x0A {
      position += 1
    }
  }

  /// Whether `literal` was next; if so it is passed.
  mutating func skip(_ literal: StaticString) -> Bool {
    skipBlanks()
    let count = literal.utf8CodeUnitCount
    guard count <= text.count - position else { return false }
    for index in 0..<count where text[position + index] != literal.utf8Start[index] {
      return false
    }
    position += count
    return true
  }

  mutating func expect(_ literal: StaticString) throws(FormatError) {
    guard skip(literal) else { throw malformed("not a header that NumPy writes") }
  }

  mutating func expectEnd() throws(FormatError) {
    skipBlanks()
    guard position == text.count else { throw malformed("more text after the header") }
  }

  mutating func quoted() throws(FormatError) -> [UInt8] {
    let quote: UInt8 = skip("'") ? 0x27 : 0x22
    if quote == 0x22 { try expect("\"") }
    let start = position
    while position < text.count, text[position] != quote { position += 1 }
    guard position < text.count else { throw malformed("a name without its closing quote") }
    position += 1
    return Array(text[start..<position - 1])
  }

  mutating func boolean() throws(FormatError) -> Bool {
    if skip("True") { return true }
    try expect("False")
    return false
  }

  mutating func number() throws(FormatError) -> Int {
    skipBlanks()
    var number = 0
    let start = position
    while position < text.count, (0x30...0x39).contains(text[position]) {
      guard number < Shape.maximumElementCount / 10 else { throw malformed("an extent too large") }
      number = number * 10 + Int(text[position] - 0x30)
      position += 1
    }
    guard position > start else { throw malformed("a number was expected") }
    return number
  }
}
