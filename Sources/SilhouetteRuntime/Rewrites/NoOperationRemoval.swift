import SilhouetteGraph

/// `f(x) = x`
///
/// Gate: the operator changes no element, whatever they are. Readers write dropout and identity as
/// such operators; other rewrites leave them behind.
enum NoOperationRemoval {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.node(index), node.outputs.count == 1,
      changesNothing(node, in: editor),
      editor.graph[node.inputs[0]].type == editor.graph[node.outputs[0]].type,
      editor.graph[node.inputs[0]].quantization == editor.graph[node.outputs[0]].quantization
    else { return false }
    return editor.replaceUses(of: node.outputs[0], by: node.inputs[0])
  }

  private static func changesNothing(_ node: Node, in editor: GraphEditor) -> Bool {
    guard node.operation.fusedActivation == .identity else { return false }
    let shape = editor.shape(of: node.inputs[0])
    switch node.operation {
    case .activation(.identity), .cast, .reshape, .broadcast: return true
    case .affine(let affine): return affine.scale == 1 && affine.bias == 0
    case .pad(let pad): return (pad.before + pad.after).allSatisfy { $0 == 0 }
    case .transpose(let transpose): return transpose.permutation == Array(0..<shape.rank)
    case .gather(let gather): return gather.indices == Array(0..<shape[gather.axis])
    case .slice(let slice):
      return (0..<shape.rank).allSatisfy {
        slice.sizes[$0] == shape[$0] && (slice.steps[$0] == 1 || shape[$0] == 1)
      }
    case .split, .concatenation: return node.inputs.count == 1
    case .resize(let resize): return isSameGrid(resize, shape)
    case .adaptiveAveragePool(let pool):
      return pool.size == Extent2D(height: shape[1], width: shape[2])
    case .pool(let pool):
      return pool.window == .one && pool.strides == .one && pool.padding == .none
    case .reduction(let reduction):
      return reduction.axes.allSatisfy { shape[$0] == 1 }
    default: return false
    }
  }

  /// To its own size every rule of coordinates is `i ↦ i`.
  private static func isSameGrid(_ resize: Resize, _ shape: Shape) -> Bool {
    resize.size == Extent2D(height: shape[1], width: shape[2])
  }
}
