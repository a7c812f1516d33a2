import SilhouetteGraph

/// The mean over a whole map, in one spelling:
///
/// * an average pool whose window is the map, an adaptive pool to 1×1
/// * a mean that drops its axes `=` one that keeps them, then a reshape
/// * `mean_A(mean_B(x)) = mean_{A ∪ B}(x)` for different axes
enum MeanRecognition {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index) else { return false }
    switch node.operation {
    case .pool(let pool):
      guard case .average = pool.kind, pool.padding == .none,
        pool.window.height * pool.window.width == editor.pixelCount(node.inputs[0])
      else { return false }
      return try replace(index, node, activation: pool.activation, in: &editor)
    case .adaptiveAveragePool(AdaptiveAveragePool(size: .one)):
      return try replace(index, node, activation: .identity, in: &editor)
    case .reduction(let reduction) where reduction.kind == .mean:
      if !reduction.keepsAxes, reduction.axes == [1, 2],
        editor.shape(of: node.inputs[0]).rank == 4
      {
        return try replace(index, node, activation: .identity, in: &editor)
      }
      return merge(index, reduction, node.inputs[0], in: &editor)
    default:
      return false
    }
  }

  private static func replace(
    _ index: Int, _ node: Node, activation: Activation, in editor: inout GraphEditor
  ) throws(RuntimeError) -> Bool {
    let mean = try editor.insert(
      .reduction(Reduction(.mean, axes: [1, 2], keepsAxes: true)), node.inputs, name: node.name)
    let target = editor.shape(of: node.outputs[0])
    // One of the two does nothing and vanishes.
    let shaped = try editor.insert(.reshape(Reshape(to: target)), [mean], name: node.name)
    let result = try editor.insert(.activation(activation), [shaped], name: node.name)
    return editor.replaceUses(of: node.outputs[0], by: result)
  }

  private static func merge(
    _ index: Int, _ reduction: Reduction, _ input: ValueID, in editor: inout GraphEditor
  ) -> Bool {
    guard reduction.keepsAxes, editor.isReadOnce(input),
      let (_, earlier) = editor.floatProducer(of: input),
      case .reduction(let first) = earlier.operation, first.kind == .mean, first.keepsAxes,
      first.axes.allSatisfy({ !reduction.axes.contains($0) })
    else { return false }
    let axes = (first.axes + reduction.axes).sorted()
    editor.replace(
      index, by: .reduction(Reduction(.mean, axes: axes, keepsAxes: true)), earlier.inputs)
    return true
  }
}
