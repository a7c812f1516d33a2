import CSilhouetteKernels
import SilhouetteGraph

/// Convolutions three columns wide in two steps: the input's rows as sums of neighbours, then half of
/// the multiplications (float/winograd.inc has the formula).
extension Scheduler {
  /// Whether Winograd's way is the cheaper one: the sums are made once for each input channel, and
  /// pay where many output channels read them and a row has several groups of four pixels. They
  /// round otherwise than products do, so the mode must allow it.
  func isWinograd(_ operation: Convolution, _ node: Node) -> Bool {
    let weights = graph[node.inputs[1]].shape
    return mode == .fast && operation.groups == 1 && weights[2] == 3
      && operation.strides.width == 1 && operation.dilations.width == 1
      && weights[0] >= 16 && weights[3] >= 8 && graph[node.outputs[0]].shape[2] >= 16
      && gated[node.inputs[0].index] == nil
  }

  /// Appends the first step and turns `attributes`, those of the convolution, into the second one's.
  mutating func appendWinogradInput(
    _ operation: Convolution, _ node: Node, _ attributes: inout slh_row_operator
  ) -> (PictureID, RowStep.Weights) {
    let input = requireBlocked(node.inputs[0])
    let shape = graph[node.inputs[0]].shape
    let groups = (graph[node.outputs[0]].shape[2] + 3) / 4
    let numbers = add(
      RowPicture([shape[0], shape[1], groups * 6, shape[3]], layout: .blocked))
    var first = slh_row_operator(kernel: kernels.winograd_input)
    first.column_before = attributes.column_before
    first.output_channels = Int32(shape[3])
    append(
      RowStep(
        title: "sums of \(node.name)", input: input, output: numbers,
        attributes: first, keepsChannelsApart: true,
        rowWork: 3 * pictures[numbers.index].rowPitch(packing.vector)))

    let kernel = graph[node.inputs[1]].shape
    attributes.kernel = kernels.winograd
    attributes.columns = 1
    attributes.column_before = 0
    let packed = packing.winograd(
      graph[node.inputs[1]].constant?.floats() ?? [], outputs: kernel[0], rows: kernel[1],
      inputs: kernel[3])
    return (numbers, .constant(builder.memory.store(packed)))
  }
}
