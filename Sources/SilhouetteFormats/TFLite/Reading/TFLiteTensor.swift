import SilhouetteGraph

/// A tensor as the file declares it.
struct TFLiteTensor {
  let index: Int
  let name: String
  let typeCode: Int8
  let shape: [Int]
  /// Whether an extent other than the first (the batch) is left open.
  let isDynamic: Bool
  /// Where the constant's bytes lie in the file; `nil` if it has none.
  let data: Range<Int>?
  let quantization: TFLiteQuantization?
  let isVariable: Bool
  let isSparse: Bool

  /// As in `tensor 12 'input_1'`.
  var place: String { "tensor \(index) '\(name)'" }

  init(
    _ table: FlatBufferTable, index: Int, buffers: [Range<Int>?]
  ) throws(FormatError) {
    typealias Field = TFLiteSchema.Tensor
    self.index = index
    name = try table.string(Field.name) ?? ""
    typeCode = try table.integer(Field.type, default: 0)
    let extents = try table.integers(Field.shape, as: Int32.self) ?? []
    shape = extents.map { Int($0) }
    let signature = try table.integers(Field.shapeSignature, as: Int32.self) ?? extents
    isDynamic = signature.dropFirst().contains { $0 < 0 }
    quantization = try table.table(Field.quantization).map { table throws(FormatError) in
      try TFLiteQuantization(table)
    }
    isVariable = try table.bool(Field.isVariable)
    isSparse = try table.table(Field.sparsity) != nil
    let buffer = Int(clamping: try table.integer(Field.buffer, default: UInt32(0)))
    guard buffer < buffers.count else {
      throw .malformed(
        place: "tensor \(index) '\(name)'", reason: "refers to buffer \(buffer) of \(buffers.count)"
      )
    }
    data = buffers[buffer]
  }

  /// The type, if it is one that a graph can hold.
  ///
  /// - Throws: for element types that are not supported, open or empty extents, more axes than
  ///   any network has, sparse tensors and variables.
  func type() throws(FormatError) -> TensorType {
    guard let elementType = TFLiteElementType.elementType(of: typeCode) else {
      let name = TFLiteElementType.name(of: typeCode)
      throw .unsupported(place: place, reason: "element type \(name) is not supported")
    }
    guard !isSparse else {
      throw .unsupported(place: place, reason: "sparse tensors are not supported")
    }
    guard !isVariable else {
      throw .unsupported(place: place, reason: "variables that outlive a run are not supported")
    }
    guard shape.count <= TFLiteTensor.maximumRank else {
      throw .unsupported(
        place: place,
        reason: "\(shape.count) axes are more than the \(TFLiteTensor.maximumRank) supported")
    }
    let shape = Shape(shape)
    guard !isDynamic, !self.shape.contains(where: { $0 < 0 }) else {
      throw .unsupported(
        place: place,
        reason: "its size is left open; convert the model with fixed input sizes")
    }
    guard shape.checkedElementCount != nil else {
      throw .malformed(place: place, reason: "impossible shape \(shape.description)")
    }
    return TensorType(elementType, shape)
  }

  /// TensorFlow Lite's own kernels stop at 8 axes or earlier.
  static let maximumRank = 8
}

/// The scales of an integer tensor, as the file lists them.
struct TFLiteQuantization {
  let scales: [Float]
  let zeroPoints: [Int64]
  let axis: Int
  /// Whether there is a form of quantisation in it that is not a list of scales.
  let isCustom: Bool

  init(_ table: FlatBufferTable) throws(FormatError) {
    typealias Field = TFLiteSchema.QuantizationParameters
    let bits = try table.integers(Field.scale, as: UInt32.self) ?? []
    scales = bits.map { Float(bitPattern: $0) }
    zeroPoints = try table.integers(Field.zeroPoint, as: Int64.self) ?? []
    axis = Int(try table.integer(Field.quantizedDimension, default: Int32(0)))
    isCustom = try table.integer(Field.detailsType, default: UInt8(0)) != 0
  }
}
