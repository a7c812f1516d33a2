import SilhouetteGraph

/// `f(constants) = constant`
///
/// Gate: every input is a constant, the output does not leave the graph, and it is not much larger
/// than what it is made of (a file may broadcast one number to gigabytes).
enum ConstantFolding {
  /// A result may always have this many elements: shape arithmetic, small tables.
  private static let freeElementCount = 1 << 16

  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.node(index), !node.inputs.isEmpty,
      node.inputs.allSatisfy({ editor.isConstant($0) }),
      node.outputs.allSatisfy({ !editor.isOutput($0) }), isWorthStoring(node, in: editor)
    else { return false }
    let results = try evaluate(node, in: editor)
    for (output, result) in zip(node.outputs, results) {
      var value = editor.graph[output]
      value.constant = result
      editor.replaceUses(of: output, by: editor.add(value))
    }
    return true
  }

  private static func isWorthStoring(_ node: Node, in editor: GraphEditor) -> Bool {
    var given = 0
    var made = 0
    for input in node.inputs { given += editor.shape(of: input).elementCount }
    for output in node.outputs { made += editor.shape(of: output).elementCount }
    return made <= max(freeElementCount, 4 * given)
  }

  /// Views of the same bytes where that is possible, else what the reference executor computes.
  private static func evaluate(
    _ node: Node, in editor: GraphEditor
  ) throws(RuntimeError) -> [Constant] {
    let input = editor.graph[node.inputs[0]]
    if let constant = input.constant {
      switch node.operation {
      case .transpose(let transpose):
        return [constant.transposed(by: transpose.permutation)]
      case .reshape(let reshape) where constant.permutation == Array(0..<input.shape.rank):
        return [
          Constant(
            storage: constant.storage, offset: constant.offset, elementType: constant.elementType,
            storedShape: reshape.shape)
        ]
      case .dequantize where input.elementType == .float16:
        return [Constant(constant.floats(), shape: input.shape)]
      default:
        break
      }
    }
    return try ReferenceExecutor(isolated(node, in: editor)).run([]).map { $0.constant }
  }

  /// A graph of this node alone.
  private static func isolated(_ node: Node, in editor: GraphEditor) -> Graph {
    var graph = Graph()
    var alone = node
    for place in node.inputs.indices {
      graph.values.append(editor.graph[node.inputs[place]])
      alone.inputs[place] = ValueID(graph.values.count - 1)
    }
    for place in node.outputs.indices {
      let value = editor.graph[node.outputs[place]]
      graph.values.append(value)
      let id = ValueID(graph.values.count - 1)
      alone.outputs[place] = id
      graph.outputs.append(
        Port(value: id, name: value.name, permutation: Array(0..<value.shape.rank)))
    }
    graph.nodes = [alone]
    return graph
  }
}
