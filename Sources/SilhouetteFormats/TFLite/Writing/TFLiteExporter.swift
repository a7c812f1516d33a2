import SilhouetteGraph

/// Collects the parts of a TensorFlow Lite file while the nodes of a graph go by.
///
/// The mirror of ``TFLiteImporter``: weights of depthwise convolutions go back to the file's order
/// of axes, paddings to `SAME` and `VALID` where they are those numbers, else to a PAD before.
struct TFLiteExporter: GraphExporter {
  static let format = "TensorFlow Lite"
  typealias TensorIndex = TFLiteModel.TensorIndex

  var graph: Graph
  let weights: ElementType
  var scope = ""
  var model: TFLiteModel
  private var tensorOfValue: [ValueID: TensorIndex] = [:]

  init(_ graph: Graph, weights: ElementType) {
    self.graph = graph
    self.weights = weights
    model = TFLiteModel(portsOf: graph)
  }

  /// Pictures that other formats keep as `[n, c, h, w]` are `[n, h, w, c]` in this one, which is
  /// what its users expect; any other order of axes is kept by a TRANSPOSE.
  mutating func addInputs() {
    for port in graph.inputs {
      let value = graph[port.value]
      let order = port.tfliteOrder
      scope = port.name
      let tensor = model.addInput(
        port.name, TensorType(value.elementType, value.shape.permuted(by: order)),
        quantization: value.quantization)
      if order.isIdentity {
        tensorOfValue[port.value] = tensor
      } else {
        emitTranspose(tensor, order.inverse, self.tensor(port.value))
      }
    }
  }

  mutating func addOutputs() {
    for port in graph.outputs {
      let order = port.tfliteOrder
      scope = port.name
      let source = tensor(port.value)
      var result = source
      if !order.isIdentity {
        result = intermediate(model.type(of: source).permuted(by: order), like: port.value)
        emitTranspose(source, order, result)
      } else if (model.inputs + model.outputs).contains(source) {
        // Its name is taken by another port.
        result = intermediate(model.type(of: source), like: port.value)
        emitCopy(source, result)
      }
      model.addOutput(result, port.name)
    }
  }

  // MARK: Tensors

  /// The tensor that stands for a value; a constant is written when it is first asked for.
  mutating func tensor(_ id: ValueID) -> TensorIndex {
    if let tensor = tensorOfValue[id] { return tensor }
    let value = graph[id]
    let tensor = model.addTensor(
      value.name, value.type, data: value.constant?.elementBytes(as: value.elementType),
      quantization: value.quantization)
    tensorOfValue[id] = tensor
    return tensor
  }

  /// A tensor between two operators that stand for one node.
  mutating func intermediate(_ type: TensorType, like id: ValueID? = nil) -> TensorIndex {
    model.addTensor("\(scope)/step", type, quantization: id.flatMap { graph[$0].quantization })
  }

  mutating func emit(
    _ code: TFLiteOperatorCode, _ inputs: [TensorIndex], _ outputs: [TensorIndex],
    options: TFLiteModel.Options? = nil, version: Int32 = 1
  ) {
    model.addOperator(code, inputs, outputs, options: options, version: version)
  }

  func type(of tensor: TensorIndex) -> TensorType { model.type(of: tensor) }
}

extension Port {
  /// The order of axes in which a TensorFlow Lite file gets it: axis `i` there is axis `order[i]` of
  /// the value.
  package var tfliteOrder: [Int] {
    permutation == [0, 3, 1, 2] ? [0, 1, 2, 3] : permutation
  }
}

extension TensorType {
  /// Axis `i` of the result is axis `order[i]` of this one.
  func permuted(by order: [Int]) -> TensorType {
    TensorType(elementType, shape.permuted(by: order))
  }
}
