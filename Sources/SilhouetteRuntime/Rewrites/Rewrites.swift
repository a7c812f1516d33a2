import SilhouetteGraph

/// Graph-to-graph rewrites: identities that leave fewer and cheaper operators.
///
/// What is left in a float graph, for whoever plans it:
///
/// * Batch normalisation, scales and biases per channel are inside convolutions; one that has no
///   convolution before it is a depthwise 1×1 convolution. Zero padding is inside convolutions.
/// * A fused activation belongs to the last operator of a sum: `add(convolution(x), y)` with the
///   activation on the `add`. Stand-alone activations follow only what cannot carry one
///   (resize, mean, …) or what others read before the activation.
/// * `add` and `multiply` have the larger operand first; of two maps the resized one comes second:
///   `add(convolution(a), resize(b))`. A gate is `multiply(map, gate)` with gate `[n, 1, 1, c]`.
/// * A mean over a whole map is always `reduction(mean, axes: [1, 2], keepsAxes: true)`; a reshape
///   follows where the file drops the axes. What is computed from means are pointwise convolutions,
///   activations and binaries on `[n, 1, 1, c]`.
/// * A channel shuffle is a `gather` along axis 3.
/// * A fully connected layer on a picture is a pointwise convolution.
/// * Scalars are `affine`; comparisons with scalars are activations.
/// * In `fast` mode a decoder level is
///   `add(convolution(multiply(skip, gate)), resize(convolution(low)))`, its gate computed from
///   means of the skip and of low-resolution maps.
package enum Rewrites {
  /// The graph after all rewrites that the mode allows; a quantised graph, or mode `exact`, loses
  /// only the nodes that nobody needs.
  ///
  /// - Throws: ``RuntimeError/graph(_:)`` if the graph contradicts itself.
  package static func apply(
    to graph: Graph, mode: ExecutionMode
  ) throws(RuntimeError) -> Graph {
    switch mode {
    case .exact: try apply([], to: graph)
    case .faithful: try apply(inOrder.filter { $0.effect == .reorders }, to: graph)
    case .fast: try apply(inOrder, to: graph)
    }
  }

  /// Tries the rewrites in order at every node, again and again until none finds anything.
  package static func apply(
    _ rewrites: [Rewrite], to graph: Graph
  ) throws(RuntimeError) -> Graph {
    do throws(GraphError) { try graph.validate() } catch { throw .graph(error) }
    var editor = GraphEditor(graph)
    editor.removeUnused()
    // Every identity brings the graph nearer to its end; the bound is for a pair that would not.
    var remaining = 64 + 16 * graph.nodes.count
    var isChanged = true
    while isChanged {
      isChanged = false
      for rewrite in rewrites {
        var index = 0
        while index < editor.nodeCount {
          if editor.node(index) != nil, try rewrite.apply(&editor, index) {
            isChanged = true
            remaining -= 1
            guard remaining > 0 else { return editor.finished() }
          }
          index += 1
        }
      }
    }
    return editor.finished()
  }

  /// All of them, in the order in which they are tried.
  package static var inOrder: [Rewrite] { [] }
}
