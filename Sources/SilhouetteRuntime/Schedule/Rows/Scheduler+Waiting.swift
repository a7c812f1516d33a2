import CSilhouetteKernels
import SilhouetteGraph

/// A node that is made when its only consumer, a sum, is chosen: its row operator takes the sum's other
/// operand in, which may come after operands that the node itself needs.
enum WaitingNode {
  case convolution(Convolution, Node)
  case resize(slh_row_operator, Node)

  var isConvolution: Bool {
    if case .convolution = self { true } else { false }
  }
}

extension Scheduler {
  /// The node as one that waits; `nil` where it is better, or can only be, made now.
  mutating func waitingNode(_ node: Node) -> WaitingNode? {
    guard node.outputs.count == 1, let consumer = onlyConsumer(of: node.outputs[0]),
      case .binary(let binary) = consumer.operation, binary.kind == .add,
      graph[consumer.inputs[0]].shape == graph[consumer.inputs[1]].shape,
      consumer.inputs[0] != consumer.inputs[1], isRowNode(node), isRowNode(consumer)
    else { return nil }
    if case .convolution(let operation) = node.operation {
      let takesAddend = isRowConvolution(operation, node) && operation.activation.isSimple
      return takesAddend ? .convolution(operation, node) : nil
    }
    return rowResize(node).map { .resize($0, node) }
  }

  /// Makes a sum in passing, if one of its operands waits: a convolution if there is one, since it does
  /// more than a resize with rows that are at hand.
  mutating func chooseSumInPassing(_ operation: Binary, _ sum: Node) -> Bool {
    let (a, b) = (sum.inputs[0], sum.inputs[1])
    let convolution = [a, b].first { waiting[$0.index]?.isConvolution ?? false }
    let resize = [b, a].first { waiting[$0.index] != nil }
    guard let mine = convolution ?? resize, let node = waiting[mine.index] else { return false }
    waiting[mine.index] = nil
    let addend = requireBlocked(mine == a ? b : a)
    switch node {
    case .convolution(let convolution, let node):
      appendConvolution(
        convolution, node, to: sum.outputs[0], inner: convolution.activation,
        outer: operation.activation, addend: addend)
    case .resize(let resize, let node):
      appendResize(
        resize, of: node, to: sum.outputs[0], outer: operation.activation, addend: addend)
    }
    return true
  }

  /// Makes the output of a node that waited after all.
  mutating func append(_ waited: WaitingNode) {
    switch waited {
    case .convolution(let convolution, let node):
      appendConvolution(
        convolution, node, to: node.outputs[0], inner: .identity, outer: convolution.activation,
        addend: nil)
    case .resize(let resize, let node):
      appendResize(resize, of: node, to: node.outputs[0], outer: .identity, addend: nil)
    }
  }
}
