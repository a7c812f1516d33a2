import SilhouetteGraph

/// What a TensorFlow Lite file says, its indices checked, before anything is made of it.
struct TFLiteFile {
  let buffer: FlatBuffer
  let tensors: [TFLiteTensor]
  let operators: [TFLiteOperator]
  /// Indices of tensors.
  let inputs: [Int]
  let outputs: [Int]
  let processing: ProcessingMetadata

  static func isTFLite(_ bytes: Bytes) -> Bool {
    bytes.withUnsafeBytes { $0.dropFirst(4).prefix(4).elementsEqual(TFLiteSchema.identifier) }
  }

  init(_ bytes: Bytes) throws(FormatError) {
    buffer = FlatBuffer(bytes)
    let model = try buffer.root()
    let version = try model.integer(TFLiteSchema.Model.version, default: UInt32(0))
    guard version == TFLiteSchema.version else {
      throw .unsupported(
        place: "model", reason: "schema version \(version) is not supported, only 3")
    }
    // Control flow and signatures live in further subgraphs; the first is the network.
    guard let subgraph = try model.tables(TFLiteSchema.Model.subgraphs).first else {
      throw .malformed(place: "model", reason: "has no subgraph")
    }
    let buffers = try TFLiteFile.buffers(of: model)
    let codes = try TFLiteFile.operatorCodes(of: model)

    typealias Field = TFLiteSchema.Subgraph
    var tensors: [TFLiteTensor] = []
    for (index, table) in try subgraph.tables(Field.tensors).enumerated() {
      tensors.append(try TFLiteTensor(table, index: index, buffers: buffers))
    }
    self.tensors = tensors
    var operators: [TFLiteOperator] = []
    for (index, table) in try subgraph.tables(Field.operators).enumerated() {
      operators.append(
        try TFLiteOperator(table, index: index, codes: codes, tensorCount: tensors.count))
    }
    self.operators = operators
    inputs = try TFLiteFile.ports(subgraph, Field.inputs, "input", tensors.count)
    outputs = try TFLiteFile.ports(subgraph, Field.outputs, "output", tensors.count)
    processing = try TFLiteFile.processing(of: model, bytes, buffers)
  }

  /// The bytes of each buffer; `nil` where it is empty, which means that a tensor is no constant.
  private static func buffers(of model: FlatBufferTable) throws(FormatError) -> [Range<Int>?] {
    typealias Field = TFLiteSchema.Buffer
    var buffers: [Range<Int>?] = []
    for (index, table) in try model.tables(TFLiteSchema.Model.buffers).enumerated() {
      guard try table.integer(Field.offset, default: UInt64(0)) <= 1 else {
        throw .unsupported(
          place: "buffer \(index)", reason: "data after the FlatBuffer is not supported")
      }
      let data = try table.vector(Field.data, elementSize: 1)?.byteRange
      buffers.append(data?.isEmpty == false ? data : nil)
    }
    return buffers
  }

  private static func processing(
    of model: FlatBufferTable, _ bytes: Bytes, _ buffers: [Range<Int>?]
  ) throws(FormatError) -> ProcessingMetadata {
    typealias Field = TFLiteSchema.Metadata
    for entry in try model.tables(TFLiteSchema.Model.metadata)
    where try entry.string(Field.name) == ProcessingMetadata.bufferName {
      let index = Int(try entry.integer(Field.buffer, default: UInt32(0)))
      guard buffers.indices.contains(index), let range = buffers[index] else { continue }
      return bytes.withUnsafeBytes { ProcessingMetadata(lines: $0[range]) }
    }
    return ProcessingMetadata([])
  }

  private static func operatorCodes(
    of model: FlatBufferTable
  ) throws(FormatError) -> [TFLiteOperator.Code] {
    typealias Field = TFLiteSchema.OperatorCode
    var codes: [TFLiteOperator.Code] = []
    for table in try model.tables(TFLiteSchema.Model.operatorCodes) {
      // Numbers up to 127 stand in the old one-byte field as well, in old files only there.
      let old = Int32(try table.integer(Field.deprecatedBuiltinCode, default: Int8(0)))
      let new = try table.integer(Field.builtinCode, default: Int32(0))
      codes.append(
        TFLiteOperator.Code(
          number: max(old, new), customName: try table.string(Field.customCode)))
    }
    return codes
  }

  private static func ports(
    _ subgraph: FlatBufferTable, _ field: Int, _ role: String, _ tensorCount: Int
  ) throws(FormatError) -> [Int] {
    let indices = try subgraph.integers(field, as: Int32.self) ?? []
    try indices.requireTensors(0..<tensorCount, role: role, place: "model")
    return indices.map { Int($0) }
  }
}
