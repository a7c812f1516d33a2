import SilhouetteGraph

/// An ONNX file that is being put together.
struct ONNXModel {
  /// A tensor of the file.
  typealias TensorIndex = Int

  private(set) var nodes: [ONNXNode] = []
  private(set) var initializers: [(tensor: TensorIndex, message: ProtobufWriter)] = []
  private(set) var inputs: [(tensor: TensorIndex, type: TensorType)] = []
  private(set) var outputs: [(tensor: TensorIndex, type: TensorType)] = []
  private var tensors: [(name: String, isFinal: Bool)] = []
  private var names: TensorNames

  init(portsOf graph: Graph) {
    names = TensorNames(reserved: (graph.inputs + graph.outputs).map { $0.name })
  }

  // MARK: Names

  func name(of tensor: TensorIndex) -> String { tensors[tensor].name }

  /// The first name that a tensor is given is its last one.
  mutating func name(_ tensor: TensorIndex, _ name: String) {
    guard !tensors[tensor].isFinal, !name.isEmpty else { return }
    tensors[tensor] = (names.unique(name), true)
  }

  private mutating func newTensor(_ name: String) -> TensorIndex {
    tensors.append((names.unique(name), false))
    return tensors.count - 1
  }

  // MARK: Parts

  mutating func addInput(_ name: String, _ type: TensorType) -> TensorIndex {
    tensors.append((name, true))
    inputs.append((tensors.count - 1, type))
    return tensors.count - 1
  }

  mutating func addOutput(_ tensor: TensorIndex, _ name: String, _ type: TensorType) {
    // An input, a constant or another output has its name already.
    let isFree =
      nodes.contains { $0.outputs.contains(tensor) } && !outputs.contains { $0.tensor == tensor }
    let output =
      isFree ? tensor : addNode("Identity", [tensor], [], outputs: 1, scope: name)[0]
    tensors[output] = (name, true)
    outputs.append((output, type))
  }

  /// Its outputs are called after the scope and the operator, until they get names of their own.
  mutating func addNode(
    _ type: String, _ inputs: [TensorIndex?], _ attributes: [ONNXWrittenAttribute],
    outputs count: Int, scope: String
  ) -> [TensorIndex] {
    let outputs = (0..<count).map { _ in newTensor("\(scope)/\(type)") }
    nodes.append(ONNXNode(type: type, inputs: inputs, outputs: outputs, attributes: attributes))
    return outputs
  }

  mutating func addInitializer(
    _ constant: Constant, as elementType: ElementType, name: String
  ) -> TensorIndex {
    let tensor = newTensor(name)
    tensors[tensor].isFinal = true
    initializers.append((tensor, constant.onnxMessage(as: elementType)))
    return tensor
  }
}
