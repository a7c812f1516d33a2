import SilhouetteGraph

/// A TensorFlow Lite file that is being put together.
struct TFLiteModel {
  /// The index of a tensor in the file.
  typealias TensorIndex = Int32
  typealias Options = (type: UInt8, table: FlatBufferTree)

  private var tensors: [FlatBufferTree] = []
  private var types: [TensorType] = []
  private var names: TensorNames
  /// The first buffer is empty and belongs to all tensors without data.
  private var buffers = [FlatBufferTree()]
  private var codes: [(code: TFLiteOperatorCode, version: Int32)] = []
  private var operators: [FlatBufferTree] = []
  private(set) var inputs: [TensorIndex] = []
  private(set) var outputs: [TensorIndex] = []

  init(portsOf graph: Graph) {
    names = TensorNames(reserved: (graph.inputs + graph.outputs).map { $0.name })
  }

  func type(of tensor: TensorIndex) -> TensorType { types[Int(tensor)] }

  mutating func addInput(
    _ name: String, _ type: TensorType, quantization: Quantization?
  ) -> TensorIndex {
    let tensor = addTensor(name, type, quantization: quantization)
    rename(tensor, name)
    inputs.append(tensor)
    return tensor
  }

  mutating func addOutput(_ tensor: TensorIndex, _ name: String) {
    rename(tensor, name)
    outputs.append(tensor)
  }

  private mutating func rename(_ tensor: TensorIndex, _ name: String) {
    tensors[Int(tensor)][TFLiteSchema.Tensor.name] = .string(name)
  }

  mutating func addTensor(
    _ name: String, _ type: TensorType, data: [UInt8]? = nil, quantization: Quantization? = nil
  ) -> TensorIndex {
    typealias Field = TFLiteSchema.Tensor
    var tensor = FlatBufferTree([
      (Field.shape, .integers(type.shape.dimensions.map { Int32($0) })),
      (Field.type, .int8(TFLiteElementType.code(of: type.elementType))),
      (Field.name, .string(names.unique(name))),
    ])
    if let data {
      tensor[Field.buffer] = .uint32(UInt32(buffers.count))
      buffers.append(buffer(data))
    }
    if let quantization { tensor[Field.quantization] = .table(quantization.tree) }
    tensors.append(tensor)
    types.append(type)
    return TensorIndex(tensors.count - 1)
  }

  mutating func addOperator(
    _ code: TFLiteOperatorCode, _ inputs: [TensorIndex], _ outputs: [TensorIndex],
    options: Options?, version: Int32
  ) {
    typealias Field = TFLiteSchema.Operator
    var index = codes.firstIndex { $0.code == code && $0.version == version }
    if index == nil {
      codes.append((code, version))
      index = codes.count - 1
    }
    var operation = FlatBufferTree([
      (Field.opcodeIndex, .uint32(UInt32(index ?? 0))),
      (Field.inputs, .integers(inputs)),
      (Field.outputs, .integers(outputs)),
    ])
    if let options {
      operation[Field.builtinOptionsType] = .uint8(options.type)
      operation[Field.builtinOptions] = .table(options.table)
    }
    operators.append(operation)
  }

  // MARK: The whole file

  func tree(_ metadata: ProcessingMetadata) -> FlatBufferTree {
    let subgraph = FlatBufferTree([
      (TFLiteSchema.Subgraph.tensors, .tables(tensors)),
      (TFLiteSchema.Subgraph.inputs, .integers(inputs)),
      (TFLiteSchema.Subgraph.outputs, .integers(outputs)),
      (TFLiteSchema.Subgraph.operators, .tables(operators)),
      (TFLiteSchema.Subgraph.name, .string("main")),
    ])
    let codes = codes.map { code, version in
      FlatBufferTree([
        // Readers from before 2020 know the one-byte field only.
        (TFLiteSchema.OperatorCode.deprecatedBuiltinCode, .int8(Int8(min(code.rawValue, 127)))),
        (TFLiteSchema.OperatorCode.version, .int32(version)),
        (TFLiteSchema.OperatorCode.builtinCode, .int32(code.rawValue)),
      ])
    }
    var tree = FlatBufferTree([
      (TFLiteSchema.Model.version, .uint32(TFLiteSchema.version)),
      (TFLiteSchema.Model.operatorCodes, .tables(codes)),
      (TFLiteSchema.Model.subgraphs, .tables([subgraph])),
      (TFLiteSchema.Model.description, .string("written by Silhouette")),
      (TFLiteSchema.Model.buffers, .tables(buffers)),
    ])
    if !metadata.entries.isEmpty {
      let entry = FlatBufferTree([
        (TFLiteSchema.Metadata.name, .string(ProcessingMetadata.bufferName)),
        (TFLiteSchema.Metadata.buffer, .uint32(UInt32(buffers.count))),
      ])
      tree[TFLiteSchema.Model.buffers] = .tables(buffers + [buffer(metadata.lines)])
      tree[TFLiteSchema.Model.metadata] = .tables([entry])
    }
    return tree
  }

  private func buffer(_ data: [UInt8]) -> FlatBufferTree {
    FlatBufferTree([(TFLiteSchema.Buffer.data, .vector(data, stride: 1, alignment: 16))])
  }
}

extension Quantization {
  fileprivate var tree: FlatBufferTree {
    typealias Field = TFLiteSchema.QuantizationParameters
    return FlatBufferTree([
      (Field.scale, .floats(scales)),
      (Field.zeroPoint, .integers(zeroPoints.map { Int64($0) })),
      (Field.quantizedDimension, .int32(Int32(axis ?? 0))),
    ])
  }
}
