import CSilhouetteKernels
import SilhouetteGraph

/// First pass: which kernel makes each node's output, and what it does in passing.
extension Scheduler {
  mutating func choose(_ index: Int) {
    let node = graph.nodes[index]
    if let waits = waitingNode(node) {
      waiting[node.outputs[0].index] = waits
    } else if !isRowNode(node) || !chooseRows(node) {
      chooseDense(index)
    }
  }

  private mutating func chooseRows(_ node: Node) -> Bool {
    switch node.operation {
    case .convolution(let operation): chooseConvolution(operation, node)
    case .transposedConvolution(let operation): chooseExpansion(operation, node)
    case .binary(let operation): chooseBinary(operation, node)
    case .activation(let activation): chooseUnary(activation.parameters, node)
    case .affine(let affine):
      chooseUnary(slh_activation(kind: SLH_AFFINE, a: affine.scale, b: affine.bias), node)
    case .prelu:
      chooseWithVector(SLH_PRELU, .identity, node, map: node.inputs[0], vector: node.inputs[1])
    case .pool(let operation): choosePool(operation, node)
    case .resize, .windowedResize: chooseResize(node)
    case .reduction(let operation): chooseMean(operation, node)
    case .softmax(let operation): chooseSoftmax(operation, node)
    case .concatenation(let operation): chooseConcatenation(operation, node)
    case .split(let operation): chooseSplit(operation, node)
    case .gather(let operation): chooseGather(operation, node)
    case .slice(let operation): chooseSlice(operation, node)
    default: false
    }
  }

  private mutating func chooseDense(_ index: Int) {
    for input in graph.nodes[index].inputs { requireDense(input) }
    items.append(.dense(index))
    for output in graph.nodes[index].outputs { isDense[output.index] = true }
  }

  /// The node that alone reads a value that does not leave the graph.
  func onlyConsumer(of value: ValueID) -> Node? {
    let readers = consumers[value.index]
    guard readers.count == 1, !graph.isOutput(value) else { return nil }
    return graph.nodes[readers[0]]
  }

  /// Row operators work on float32 pictures.
  func isRowNode(_ node: Node) -> Bool {
    isPicture(node.inputs[0]) && node.outputs.allSatisfy { isPicture($0) }
  }

  func isPicture(_ value: ValueID) -> Bool {
    let value = graph[value]
    return value.elementType == .float32 && value.shape.rank == 4 && value.constant == nil
      // Places in rows and rows themselves are counted in 32 bits.
      && value.shape[0] * value.shape[1] < 1 << 24 && value.shape[2] < 1 << 24
      && value.shape[3] < 1 << 24
  }

  /// Appends a row step that makes `value`.
  mutating func append(
    _ value: ValueID, title: String, attributes: slh_row_operator, input: PictureID,
    addend: PictureID? = nil, weights: RowStep.Weights = .none,
    selection: [ChannelSource] = [], keepsChannelsApart: Bool = false, weightCount: Int = 0,
    rowWork: Int,
    arithmetic: ArithmeticCount = .init()
  ) {
    let output = picture(of: value)
    var attributes = attributes
    attributes.output_channels = Int32(pictures[output.index].channels)
    blocked[value.index] = output
    append(
      RowStep(
        title: title, input: input, addend: addend, output: output, attributes: attributes,
        weights: weights, keepsChannelsApart: keepsChannelsApart, selection: selection,
        weightCount: weightCount, rowWork: rowWork, arithmetic: arithmetic))
  }

  /// Appends the step that makes its output.
  mutating func append(_ step: RowStep) {
    makers[step.output.index] = items.count
    items.append(.row(step))
  }

  /// A new blocked picture of a value's shape.
  mutating func picture(of value: ValueID) -> PictureID {
    add(RowPicture(graph[value].shape, layout: .blocked))
  }

  mutating func add(_ picture: RowPicture) -> PictureID {
    pictures.append(picture)
    makers.append(nil)
    return PictureID(index: pictures.count - 1)
  }

  /// The blocked picture of a value, packed now if it is dense so far.
  mutating func requireBlocked(_ value: ValueID) -> PictureID {
    if let picture = blocked[value.index] { return picture }
    if let node = waiting[value.index] {
      waiting[value.index] = nil
      append(node)
      return requireBlocked(value)
    }
    if let sources = selections[value.index] {
      appendSelection(sources, to: value)
      return requireBlocked(value)
    }
    if let product = gated[value.index] {
      gated[value.index] = nil
      appendGate(product, to: value)
      return requireBlocked(value)
    }
    let source = add(RowPicture(graph[value].shape, layout: .dense(value)))
    append(
      value, title: "pack \(graph[value].name)", attributes: slh_row_operator(kernel: kernels.pack),
      input: source, rowWork: pictures[source.index].rowPitch(packing.vector))
    return requireBlocked(value)
  }

  /// Sees to it that a value has dense elements.
  mutating func requireDense(_ value: ValueID) {
    guard !isDense[value.index] else { return }
    isDense[value.index] = true
    let source = requireBlocked(value)
    let target = add(RowPicture(graph[value].shape, layout: .dense(value)))
    var attributes = slh_row_operator(kernel: kernels.unpack)
    attributes.output_channels = Int32(pictures[source.index].channels)
    append(
      RowStep(
        title: "unpack \(graph[value].name)", input: source, output: target,
        attributes: attributes, rowWork: pictures[target.index].rowPitch(packing.vector)))
  }
}

extension Activation {
  /// Whether kernels apply it in registers, before an addend comes.
  var isSimple: Bool {
    switch self {
    case .identity, .relu, .relu6, .clip, .hardSwish: true
    default: false
    }
  }
}
