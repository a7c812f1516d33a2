import SilhouetteGraph

/// Makes a graph of an ONNX file: operators are stated over `[n, c, h, w]`, and
/// ``ChannelsFirstBuilder`` brings them to our layout.
///
/// Every size is known once the input's is, so shapes that the file computes are computed here.
struct ONNXImporter {
  typealias Tensor = ChannelsFirstBuilder.Tensor

  let file: ONNXFile
  var builder = ChannelsFirstBuilder()
  /// What stands for each name of the file; no entry for a tensor without elements, which is how
  /// files leave out an input in the middle.
  private var tensors: [String: Tensor] = [:]
  private var emptyTensors: Set<String> = []

  static func graph(from file: ONNXFile, inputShape: [Int]?) throws(FormatError) -> Graph {
    try requireSupport(of: file)
    var importer = ONNXImporter(file)
    try importer.addInitializers()
    try importer.addInputs(inputShape)
    for operation in file.operators {
      importer.builder.step = operation.name
      try importer.add(operation)
    }
    try importer.addOutputs()
    var graph = try importer.builder.finish()
    graph.describeProcessing()
    graph.describeProcessing(
      as: ProcessingMetadata(
        file.metadata.map { ProcessingMetadata.Entry(key: $0.key, value: $0.value) }))
    return graph
  }

  private init(_ file: ONNXFile) {
    self.file = file
  }

  /// Operators are looked at before anything else, so that an error names what matters most.
  private static func requireSupport(of file: ONNXFile) throws(FormatError) {
    for operation in file.operators where !operation.isOwn {
      throw .unsupportedOperator(place: operation.place)
    }
    for operation in file.operators {
      guard ONNXOperatorType(rawValue: operation.type) != nil else {
        throw .unsupportedOperator(place: operation.place)
      }
      let block = operation.integer("block_size")
      guard block == 0 else {
        throw operation.unsupported(
          "weights quantised in blocks (of \(block)) are not supported, only per tensor or axis")
      }
    }
    let versions = ONNXSchema.operatorSetVersions
    guard versions.contains(Int(clamping: file.operatorSet)) else {
      throw .unsupported(
        place: "model",
        reason: "operator set \(file.operatorSet) is not supported, only \(versions.lowerBound) to "
          + "\(versions.upperBound); convert the model with onnx.version_converter")
    }
  }

  private mutating func addInitializers() throws(FormatError) {
    for tensor in file.initializers { try define(tensor.name, constant: tensor) }
  }

  /// A constant of the file by its name there.
  mutating func define(_ name: String, constant tensor: ONNXTensor) throws(FormatError) {
    guard let constant = try tensor.constant() else {
      emptyTensors.insert(name)
      return
    }
    tensors[name] = builder.constant(name, constant)
  }

  mutating func define(_ name: String, _ tensor: Tensor) {
    builder.name(tensor, name)
    tensors[name] = tensor
  }

  private mutating func addOutputs() throws(FormatError) {
    guard !file.outputs.isEmpty else { throw .malformed(place: "model", reason: "has no output") }
    for output in file.outputs {
      guard let tensor = tensors[output.name] else {
        throw .malformed(
          place: "output '\(output.name)'", reason: "nothing in the model makes it")
      }
      builder.output(output.name, tensor)
    }
  }
}

// MARK: - Inputs

extension ONNXImporter {
  private mutating func addInputs(_ inputShape: [Int]?) throws(FormatError) {
    // Old files list initializers among the inputs.
    let inputs = file.inputs.filter { tensors[$0.name] == nil && !emptyTensors.contains($0.name) }
    guard inputShape == nil || inputs.count == 1 else { throw .sizeForOneInput(of: inputs.count) }
    for input in inputs {
      let place = "input '\(input.name)'"
      guard let elementType = ONNXElementType.elementType(of: input.typeCode) else {
        throw .unsupported(
          place: place,
          reason: "element type \(ONNXElementType.name(of: input.typeCode)) is not supported")
      }
      let extents = try InputExtents(declared: input.extents, place: place)
        .resolved(given: inputShape)
      tensors[input.name] = try builder.input(input.name, elementType, Shape(extents))
    }
  }
}

// MARK: - Operands

extension ONNXImporter {
  /// An input that may be left out.
  func optionalInput(
    _ position: Int, of operation: ONNXOperator
  ) throws(FormatError) -> Tensor? {
    guard position < operation.inputs.count else { return nil }
    let name = operation.inputs[position]
    if name.isEmpty || emptyTensors.contains(name) { return nil }
    guard let tensor = tensors[name] else {
      throw operation.malformed("input \(position) ('\(name)') is made by nothing before it")
    }
    return tensor
  }

  func input(_ position: Int, of operation: ONNXOperator) throws(FormatError) -> Tensor {
    guard let tensor = try optionalInput(position, of: operation) else {
      throw operation.malformed("input \(position) is missing")
    }
    return tensor
  }

  /// Integers that are known now; `nil` if the input is left out.
  func integers(
    _ position: Int, of operation: ONNXOperator, _ role: String
  ) throws(FormatError) -> [Int]? {
    guard let tensor = try optionalInput(position, of: operation) else { return nil }
    return try builder.integers(tensor, role)
  }

  /// Real numbers of a constant that says how the operator works; `nil` if it is left out.
  func reals(
    _ position: Int, of operation: ONNXOperator, _ role: String
  ) throws(FormatError) -> [Float]? {
    guard let tensor = try optionalInput(position, of: operation) else { return nil }
    guard let constant = builder.constant(of: tensor) else {
      throw operation.unsupported("its \(role) is computed; only constants are supported there")
    }
    guard constant.elementCount <= ChannelsFirstBuilder.maximumContents else {
      throw operation.malformed("its \(role) has \(constant.elementCount) elements")
    }
    return constant.floats()
  }

  /// The number in a constant of one element.
  func real(
    _ position: Int, of operation: ONNXOperator, _ role: String
  ) throws(FormatError) -> Float? {
    guard let numbers = try reals(position, of: operation, role) else { return nil }
    guard numbers.count == 1 else {
      throw operation.malformed("its \(role) has \(numbers.count) elements, not one")
    }
    return numbers[0]
  }

  /// Records what an operator with one result made.
  mutating func define(_ operation: ONNXOperator, _ tensor: Tensor) throws(FormatError) {
    guard let name = operation.outputs.first else { throw operation.malformed("has no output") }
    define(name, tensor)
  }
}
