import SilhouetteGraph

extension Checkpoint {
  /// Under this key a file tells the exported programs' names of its parameters.
  private static let nameTableKey = "StructuredToParameterName@@"

  /// The parameters in a `.pdparams` file: a Python pickle of a dictionary of NumPy arrays.
  ///
  /// Nothing in the file is executed, whatever it says. Arrays stay ranges of `pdparams`, but for
  /// files of protocol 2, which hold them as text.
  ///
  /// - Throws: ``FormatError``, which names the place in the file and the cause.
  public init(pdparams: Bytes) throws(FormatError) {
    var unpickler = Unpickler(pdparams)
    guard case .dictionary(let root) = try unpickler.value() else {
      throw .malformed(place: "root", reason: "not a dictionary of parameters")
    }
    let heap = unpickler.heap
    var tensors: [(name: String, constant: Constant)] = []
    var parameterNames: [String: String] = [:]
    for entry in heap.dictionaries[root] {
      guard case .text(let key) = entry.key else {
        throw .malformed(place: "root", reason: "a parameter without a name")
      }
      let name = try unpickler.cursor.text(key)
      if name == Checkpoint.nameTableKey {
        guard parameterNames.isEmpty else {
          throw .malformed(place: "table of names", reason: "it is there twice")
        }
        parameterNames = try unpickler.nameTable(entry.value)
        continue
      }
      let (constant, parameterName) = try unpickler.parameter(entry.value, name: name)
      tensors.append((name, constant))
      if let parameterName { parameterNames[name] = parameterName }
    }
    self.init(tensors, parameterNames: parameterNames)
  }
}

extension Unpickler {
  /// An array, or a tuple of the exported name and the array.
  fileprivate func parameter(
    _ value: PickleValue, name: String
  ) throws(FormatError) -> (Constant, String?) {
    if case .array(let index) = value, let constant = heap.arrays[index] { return (constant, nil) }
    if case .tuple(let tuple) = value, heap.tuples[tuple].count == 2,
      case .text(let parameterName) = heap.tuples[tuple][0],
      case .array(let index) = heap.tuples[tuple][1], let constant = heap.arrays[index]
    {
      return (constant, try cursor.text(parameterName))
    }
    throw .unsupported(
      place: "'\(name)'",
      reason: "not an array; a file of parameters (.pdparams) is needed, not of an optimizer's "
        + "state (.pdopt)")
  }

  fileprivate func nameTable(_ value: PickleValue) throws(FormatError) -> [String: String] {
    guard case .dictionary(let index) = value else {
      throw .malformed(place: "table of names", reason: "not a dictionary")
    }
    var table: [String: String] = [:]
    for entry in heap.dictionaries[index] {
      guard case .text(let name) = entry.key, case .text(let parameterName) = entry.value else {
        throw .malformed(place: "table of names", reason: "an entry that is not two names")
      }
      table[try cursor.text(name)] = try cursor.text(parameterName)
    }
    return table
  }
}
