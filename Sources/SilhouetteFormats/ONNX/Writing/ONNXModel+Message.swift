import SilhouetteGraph

extension ONNXModel {
  /// ModelProto.
  func message(_ metadata: ProcessingMetadata) -> ProtobufWriter {
    typealias Field = ONNXSchema.Model
    var operators = ProtobufWriter()
    operators.add(ONNXSchema.OperatorSet.domain, "")
    operators.add(ONNXSchema.OperatorSet.version, ONNXSchema.writtenOperatorSet)
    var message = ProtobufWriter()
    message.add(Field.irVersion, ONNXSchema.writtenIRVersion)
    message.add(Field.producer, "Silhouette")
    message.add(Field.graph, graphMessage())
    message.add(Field.operatorSets, operators)
    for entry in metadata.entries {
      var property = ProtobufWriter()
      property.add(ONNXSchema.MetadataEntry.key, entry.key)
      property.add(ONNXSchema.MetadataEntry.value, entry.value)
      message.add(Field.metadata, property)
    }
    return message
  }

  /// GraphProto.
  private func graphMessage() -> ProtobufWriter {
    typealias Field = ONNXSchema.Graph
    var message = ProtobufWriter()
    for node in nodes { message.add(Field.nodes, self.message(of: node)) }
    message.add(Field.name, "main")
    for initializer in initializers {
      var tensor = initializer.message
      tensor.add(ONNXSchema.Tensor.name, name(of: initializer.tensor))
      message.add(Field.initializers, tensor)
    }
    for (tensor, type) in inputs { message.add(Field.inputs, self.message(of: tensor, type)) }
    for (tensor, type) in outputs { message.add(Field.outputs, self.message(of: tensor, type)) }
    return message
  }

  /// NodeProto; called as what it makes.
  private func message(of node: ONNXNode) -> ProtobufWriter {
    typealias Field = ONNXSchema.Node
    var message = ProtobufWriter()
    for input in node.inputs { message.add(Field.inputs, input.map { name(of: $0) } ?? "") }
    for output in node.outputs { message.add(Field.outputs, name(of: output)) }
    if let first = node.outputs.first { message.add(Field.name, name(of: first)) }
    message.add(Field.operatorType, node.type)
    for attribute in node.attributes { message.add(Field.attributes, attribute.message) }
    return message
  }

  /// ValueInfoProto: a tensor's name and TypeProto.
  private func message(of tensor: TensorIndex, _ type: TensorType) -> ProtobufWriter {
    typealias Field = ONNXSchema.TypeInfo
    var shape = ProtobufWriter()
    for extent in type.shape.dimensions {
      var dimension = ProtobufWriter()
      dimension.add(Field.dimensionValue, extent)
      shape.add(Field.dimension, dimension)
    }
    var tensorType = ProtobufWriter()
    tensorType.add(Field.elementType, ONNXElementType.code(of: type.elementType))
    tensorType.add(Field.shape, shape)
    var info = ProtobufWriter()
    info.add(Field.tensor, tensorType)
    var message = ProtobufWriter()
    message.add(ONNXSchema.ValueInfo.name, name(of: tensor))
    message.add(ONNXSchema.ValueInfo.type, info)
    return message
  }
}

extension Constant {
  /// TensorProto without a name.
  func onnxMessage(as elementType: ElementType) -> ProtobufWriter {
    typealias Field = ONNXSchema.Tensor
    var message = ProtobufWriter()
    message.add(packed: Field.dimensions, shape.dimensions)
    message.add(Field.dataType, ONNXElementType.code(of: elementType))
    message.add(Field.rawData, elementBytes(as: elementType))
    return message
  }
}
