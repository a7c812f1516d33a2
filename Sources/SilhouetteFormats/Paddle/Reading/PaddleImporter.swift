import SilhouetteGraph

/// Builds our graph of a Paddle program and its parameters.
struct PaddleImporter {
  typealias Tensor = ChannelsFirstBuilder.Tensor

  var builder = ChannelsFirstBuilder()
  /// What each variable holds at the operator at hand. Names are reused.
  private var tensors: [String: Tensor] = [:]
  private let variables: [String: PaddleVariable]
  private let inputShape: [Int]?
  private var outputs: [(column: Int, name: String)] = []

  static func graph(
    program bytes: Bytes, parameters: Bytes, inputShape: [Int]?
  ) throws(FormatError) -> Graph {
    let program = try PaddleProgram(bytes)
    var importer = PaddleImporter(program, inputShape: inputShape)
    try importer.addParameters(of: program, in: parameters)
    for operation in program.operators {
      importer.builder.step = operation.name
      try importer.add(operation)
    }
    return try importer.finish()
  }

  private init(_ program: PaddleProgram, inputShape: [Int]?) {
    var variables: [String: PaddleVariable] = [:]
    for variable in program.variables { variables[variable.name] = variable }
    self.variables = variables
    self.inputShape = inputShape
  }

  private mutating func addParameters(
    of program: PaddleProgram, in bytes: Bytes
  ) throws(FormatError) {
    let parameters = program.parameters
    let constants = try PaddleParameters.constants(of: parameters, in: bytes)
    for (parameter, constant) in zip(parameters, constants) {
      tensors[parameter.name] = builder.constant(parameter.name, constant)
    }
  }

  private consuming func finish() throws(FormatError) -> Graph {
    guard !outputs.isEmpty else {
      throw .malformed(place: "Paddle program", reason: "it has no output")
    }
    for (_, name) in outputs.sorted(by: { $0.column < $1.column }) {
      builder.output(name, try tensor(name))
    }
    var graph = try builder.finish()
    graph.describeProcessing()
    return graph
  }

  // MARK: - Inputs and outputs

  mutating func addFeed(_ operation: PaddleOperator) throws(FormatError) {
    guard let name = operation.outputs("Out").first, let tensor = variables[name]?.tensor else {
      throw .malformed(place: builder.place, reason: "it feeds nothing that is declared")
    }
    let place = "input '\(name)'"
    let declared = tensor.dimensions.map { $0 >= 1 ? Int(clamping: $0) : nil }
    let extents = try InputExtents(declared: declared, place: place).resolved(given: inputShape)
    tensors[name] = try builder.input(name, tensor.elementType(of: place), Shape(extents))
  }

  mutating func addFetch(_ operation: PaddleOperator) throws(FormatError) {
    guard let name = operation.inputs("X").first else {
      throw .malformed(place: builder.place, reason: "it fetches nothing")
    }
    outputs.append((try operation.integer("col", default: outputs.count), name))
  }

  // MARK: - Operands

  private func tensor(_ name: String) throws(FormatError) -> Tensor {
    guard let tensor = tensors[name] else {
      throw .malformed(place: builder.place, reason: "nothing has made '\(name)'")
    }
    return tensor
  }

  func inputs(_ operation: PaddleOperator, _ slot: String) throws(FormatError) -> [Tensor] {
    var result: [Tensor] = []
    for name in operation.inputs(slot) { result.append(try tensor(name)) }
    return result
  }

  func optionalInput(
    _ operation: PaddleOperator, _ slot: String
  ) throws(FormatError) -> Tensor? {
    try inputs(operation, slot).first
  }

  func input(_ operation: PaddleOperator, _ slot: String) throws(FormatError) -> Tensor {
    guard let tensor = try optionalInput(operation, slot) else {
      throw .malformed(place: builder.place, reason: "its input \(slot) is missing")
    }
    return tensor
  }

  /// The known integers of a tensor list, a tensor or an attribute: the first that is there, as
  /// Paddle has it.
  func integers(
    _ operation: PaddleOperator, list: String, tensor: String, attribute: String
  ) throws(FormatError) -> [Int] {
    let parts = try inputs(operation, list)
    if !parts.isEmpty {
      var result: [Int] = []
      for part in parts { result += try builder.integers(part, list) }
      return result
    }
    if let whole = try optionalInput(operation, tensor) {
      return try builder.integers(whole, tensor)
    }
    return try operation.integers(attribute)
  }

  mutating func set(_ operation: PaddleOperator, _ slot: String, _ results: [Tensor])
    throws(FormatError)
  {
    let names = operation.outputs(slot)
    guard names.count == results.count else {
      throw .malformed(
        place: builder.place, reason: "it makes \(results.count) outputs, \(names.count) are named")
    }
    for (name, result) in zip(names, results) {
      builder.name(result, name)
      tensors[name] = result
    }
  }

  // MARK: - What is not read

  /// An input that changes what an operator does and is known to no export of this kind.
  func refuse(_ operation: PaddleOperator, inputs slots: [String]) throws(FormatError) {
    for slot in slots where !operation.inputs(slot).isEmpty {
      throw unsupported("its input \(slot) is not supported")
    }
  }

  func requireChannelsFirst(
    _ operation: PaddleOperator, _ attribute: String
  ) throws(FormatError) {
    let layout = try operation.string(attribute, default: "NCHW")
    guard layout == "NCHW" || layout == "AnyLayout" else {
      throw unsupported("the layout \(layout) is not supported, only NCHW")
    }
  }

  func unsupported(_ reason: String) -> FormatError {
    .unsupported(place: builder.place, reason: reason)
  }
}
