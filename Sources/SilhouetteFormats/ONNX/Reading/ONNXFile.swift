import SilhouetteGraph

/// What an ONNX file says, before anything is made of it.
struct ONNXFile {
  struct MetadataEntry {
    var key: String
    var value: String
  }

  private(set) var operators: [ONNXOperator] = []
  private(set) var initializers: [ONNXTensor] = []
  private(set) var inputs: [ONNXValueInfo] = []
  private(set) var outputs: [ONNXValueInfo] = []
  /// Version of ONNX's own operator set.
  private(set) var operatorSet: Int64 = 1
  /// What the file's maker noted.
  private(set) var metadata: [MetadataEntry] = []

  /// Whether the bytes start as an ONNX file does: with `ir_version`, a small number, which every
  /// writer puts first and the checker demands.
  static func isONNX(_ bytes: Bytes) -> Bool {
    bytes.withUnsafeBytes { $0.count > 2 && $0[0] == 0x08 && (1...0x7F).contains($0[1]) }
  }

  init(_ bytes: Bytes) throws(FormatError) {
    typealias Field = ONNXSchema.Model
    var reader = ProtobufReader(bytes)
    var hasGraph = false
    while let field = try reader.next() {
      switch field.number {
      case Field.graph:
        guard !hasGraph else { throw .malformed(place: "model", reason: "has two graphs") }
        hasGraph = true
        try readGraph(field.message())
      case Field.operatorSets: try readOperatorSet(field.message())
      case Field.metadata: try readMetadata(field.message())
      default: break
      }
    }
    guard hasGraph else { throw .malformed(place: "model", reason: "has no graph") }
  }

  private mutating func readGraph(_ message: ProtobufReader) throws(FormatError) {
    typealias Field = ONNXSchema.Graph
    var reader = message
    while let field = try reader.next() {
      switch field.number {
      case Field.nodes:
        operators.append(try ONNXOperator(field.message(), index: operators.count))
      case Field.initializers: initializers.append(try ONNXTensor(field.message()))
      case Field.inputs: inputs.append(try ONNXValueInfo(field.message()))
      case Field.outputs: outputs.append(try ONNXValueInfo(field.message()))
      case Field.sparseInitializers:
        throw .unsupported(place: "model", reason: "sparse initializers are not supported")
      default: break
      }
    }
  }

  private mutating func readOperatorSet(_ message: ProtobufReader) throws(FormatError) {
    typealias Field = ONNXSchema.OperatorSet
    var reader = message
    var domain = ""
    var version: Int64 = 1
    while let field = try reader.next() {
      switch field.number {
      case Field.domain: domain = try field.string()
      case Field.version: version = try field.integer()
      default: break
      }
    }
    if ONNXOperator.isOwn(domain: domain) { operatorSet = version }
  }

  private mutating func readMetadata(_ message: ProtobufReader) throws(FormatError) {
    typealias Field = ONNXSchema.MetadataEntry
    var reader = message
    var entry = MetadataEntry(key: "", value: "")
    while let field = try reader.next() {
      switch field.number {
      case Field.key: entry.key = try field.string()
      case Field.value: entry.value = try field.string()
      default: break
      }
    }
    metadata.append(entry)
  }
}

/// The name and the type of an input or output.
struct ONNXValueInfo {
  private(set) var name = ""
  /// As the file numbers it; 0 where the file does not say.
  private(set) var typeCode: Int64 = 0
  /// `nil` for an open extent.
  private(set) var extents: [Int?] = []

  init(_ message: ProtobufReader) throws(FormatError) {
    var reader = message
    while let field = try reader.next() {
      switch field.number {
      case ONNXSchema.ValueInfo.name: name = try field.string()
      case ONNXSchema.ValueInfo.type: try readType(field.message())
      default: break
      }
    }
  }

  private mutating func readType(_ message: ProtobufReader) throws(FormatError) {
    typealias Field = ONNXSchema.TypeInfo
    var reader = message
    while let field = try reader.next() {
      guard field.number == Field.tensor else { continue }
      var tensor = try field.message()
      while let field = try tensor.next() {
        switch field.number {
        case Field.elementType: typeCode = try field.integer()
        case Field.shape: try readShape(field.message())
        default: break
        }
      }
    }
  }

  private mutating func readShape(_ message: ProtobufReader) throws(FormatError) {
    typealias Field = ONNXSchema.TypeInfo
    var reader = message
    while let field = try reader.next() {
      guard field.number == Field.dimension else { continue }
      var extent: Int?
      var dimension = try field.message()
      while let field = try dimension.next() {
        guard field.number == Field.dimensionValue else { continue }
        let value = try field.integer()
        extent = value >= 1 ? Int(clamping: value) : nil
      }
      extents.append(extent)
    }
  }
}
