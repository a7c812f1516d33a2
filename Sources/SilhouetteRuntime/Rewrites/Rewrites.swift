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
  /// The graph after all rewrites that the mode allows; in mode `exact` constants are computed and
  /// the nodes that nobody needs are gone.
  ///
  /// - Throws: ``RuntimeError/graph(_:)`` if the graph contradicts itself.
  package static func apply(
    to graph: Graph, mode: ExecutionMode
  ) throws(RuntimeError) -> Graph {
    switch mode {
    case .exact: try apply(inOrder.filter { $0.effect == .keepsBits }, to: graph)
    case .faithful: try apply(inOrder.filter { $0.effect != .rearranges }, to: graph)
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
  package static var inOrder: [Rewrite] {
    [
      // Fewer spellings of the same thing.
      Rewrite(
        "constant folding", .keepsBits,
        because: "Weights are stored as float16, shapes are computed; both are known now.",
        ConstantFolding.rewrite),
      Rewrite(
        "no-operation removal", .reorders,
        because: "What changes nothing would still cost a pass over memory, and hides patterns.",
        NoOperationRemoval.rewrite),
      Rewrite(
        "rearrangement merging", .reorders,
        because: "Channel shuffles become one permutation of channels, transposes cancel.",
        RearrangementMerging.rewrite),
      Rewrite(
        "rearrangement sinking", .reorders,
        because: "Transposes meet behind elementwise operators and cancel there.",
        RearrangementSinking.rewrite),
      Rewrite(
        "scalar recognition", .reorders,
        because: "The recognitions below need one spelling of `x + 3` and `x / 6`.",
        ScalarRecognition.rewrite),
      Rewrite(
        "clamp recognition", .reorders,
        because: "A clamp is an activation, and an activation is free in its producer.",
        ClampRecognition.rewrite),
      Rewrite(
        "hard swish recognition", .reorders,
        because: "Four operators of a file are one activation. Before the fusion of their parts.",
        HardSwishRecognition.rewrite),
      Rewrite(
        "mean recognition", .reorders,
        because: "A mean over a map is a by-product of the map; planners look for one form of it.",
        MeanRecognition.rewrite),
      Rewrite(
        "fully connected as convolution", .reorders,
        because: "Gates are spelled with either; one form means one rule.",
        FullyConnectedAsConvolution.rewrite),
      Rewrite(
        "padding folding", .reorders,
        because: "Convolutions pad without a copy of the picture.",
        PaddingFolding.rewrite),

      // Into the convolutions.
      Rewrite(
        "channel affine folding", .rearranges,
        because: "Batch normalisation costs nothing inside weights. Before activations are fused.",
        ChannelAffineFolding.rewrite),
      Rewrite(
        "channel affine merging", .rearranges,
        because: "Scales and biases in a row are one pass.",
        ChannelAffineMerging.rewriteChain),
      Rewrite(
        "normalization as convolution", .reorders,
        because: "One operator less to plan, and it carries an activation.",
        ChannelAffineMerging.rewriteNormalization),
      Rewrite(
        "activation fusion", .reorders,
        because: "In the register of the producer an activation needs no pass over memory.",
        ActivationFusion.rewrite),

      // Algebra of decoders.
      Rewrite(
        "mean propagation", .rearranges,
        because: "Means are what keeps other readers of a map alive; without them maps compose.",
        MeanPropagation.rewrite),
      Rewrite(
        "duplicate removal", .reorders,
        because: "Means that were moved meet those that were there.",
        DuplicateRemoval.rewrite),
      Rewrite(
        "convolution and resize exchange", .rearranges,
        because: "At a quarter of the pixels a convolution costs a quarter.",
        ConvolutionResizeExchange.rewrite),
      Rewrite(
        "convolution composition", .rearranges,
        because: "Two matrices in a row are one.",
        ConvolutionComposition.rewrite),
      Rewrite(
        "convolution distribution", .rearranges,
        because:
          "Opens the way for the two before; after them, since it counts on what they leave.",
        ConvolutionDistribution.rewrite),
      Rewrite(
        "concatenation distribution", .rearranges,
        because: "Enlarged maps that are put together are convolved before they are enlarged.",
        ConcatenationDistribution.rewrite),
      Rewrite(
        "separable distribution", .rearranges,
        because: "An enlarged map beside others hides what the next one saves.",
        SeparableDistribution.rewrite),
      Rewrite(
        "depthwise and resize exchange", .rearranges,
        because: "At a sixty-fourth of the pixels nine times the channels cost a seventh.",
        DepthwiseResizeExchange.rewrite),
      Rewrite(
        "operand order", .reorders,
        because: "Planners find gates and enlarged maps in one place.",
        OperandOrder.rewrite),
    ]
  }
}
