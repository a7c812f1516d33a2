import SilhouetteGraph

/// One operator as the file lists it.
struct TFLiteOperator {
  struct Code {
    var number: Int32
    var customName: String?

    var isCustom: Bool { number == TFLiteOperatorCode.custom.rawValue }

    var name: String {
      isCustom ? customName ?? "CUSTOM" : TFLiteOperatorCode.name(of: number)
    }
  }

  let code: Code
  /// The index in the file and the name there, as in `17 (CONV_2D)`.
  let name: String
  /// Indices of tensors; `nil` for an optional input that is left out.
  let inputs: [Int?]
  let outputs: [Int]
  let customOptions: Range<Int>?
  private let options: FlatBufferTable?
  private let optionsType: UInt8

  /// As in `operator 17 (CONV_2D)`.
  var place: String { "operator \(name)" }

  init(
    _ table: FlatBufferTable, index: Int, codes: [Code], tensorCount: Int
  ) throws(FormatError) {
    typealias Field = TFLiteSchema.Operator
    let codeIndex = Int(clamping: try table.integer(Field.opcodeIndex, default: UInt32(0)))
    guard codeIndex < codes.count else {
      throw .malformed(
        place: "operator \(index)", reason: "refers to operator code \(codeIndex) of \(codes.count)"
      )
    }
    code = codes[codeIndex]
    name = "\(index) (\(code.name))"
    let place = "operator \(name)"
    let indices: (inputs: [Int32], outputs: [Int32])
    do throws(FormatError) {
      indices.inputs = try table.integers(Field.inputs, as: Int32.self) ?? []
      indices.outputs = try table.integers(Field.outputs, as: Int32.self) ?? []
      options = try table.table(Field.builtinOptions)
      optionsType = try table.integer(Field.builtinOptionsType, default: 0)
      customOptions = try table.vector(Field.customOptions, elementSize: 1)?.byteRange
    } catch {
      throw error.inside(place)
    }
    try indices.inputs.requireTensors(-1..<tensorCount, role: "input", place: place)
    try indices.outputs.requireTensors(0..<tensorCount, role: "output", place: place)
    inputs = indices.inputs.map { $0 == -1 ? nil : Int($0) }
    outputs = indices.outputs.map { Int($0) }
  }

  /// The options, if the operator carries those of the type asked for; else all have defaults.
  func options(_ unionType: UInt8) throws(FormatError) -> TFLiteOptionsReader {
    guard optionsType == 0 || optionsType == unionType else {
      throw .malformed(
        place: place, reason: "carries options of type \(optionsType), not \(unionType)")
    }
    return TFLiteOptionsReader(table: optionsType == 0 ? nil : options, place: place)
  }
}

extension [Int32] {
  /// Checks that all are indices of tensors, or -1 where that is in `range`.
  func requireTensors(
    _ range: Range<Int>, role: String, place: String
  ) throws(FormatError) {
    for (position, index) in enumerated() where !range.contains(Int(index)) {
      throw .malformed(
        place: place,
        reason: "\(role) \(position) refers to tensor \(index) of \(range.upperBound)")
    }
  }
}

/// Attributes of one operator, with the schema's defaults where the file leaves them out.
struct TFLiteOptionsReader {
  let table: FlatBufferTable?
  let place: String

  func integer<T: FixedWidthInteger & BitwiseCopyable>(
    _ field: Int, default value: T
  ) throws(FormatError) -> T {
    guard let table else { return value }
    do throws(FormatError) {
      return try table.integer(field, default: value)
    } catch {
      throw error.inside(place)
    }
  }

  func bool(_ field: Int) throws(FormatError) -> Bool {
    try integer(field, default: UInt8(0)) != 0
  }

  func float(_ field: Int, default value: Float = 0) throws(FormatError) -> Float {
    Float(bitPattern: try integer(field, default: value.bitPattern))
  }

  /// A pair of strides, dilations or window extents.
  func extent(
    _ height: Int, _ width: Int, default value: Int32 = 0
  ) throws(FormatError) -> Extent2D {
    Extent2D(
      height: try geometry(height, default: value), width: try geometry(width, default: value))
  }

  private func geometry(_ field: Int, default value: Int32) throws(FormatError) -> Int {
    try TFLiteGeometry.checked(integer(field, default: value), place: place)
  }
}
