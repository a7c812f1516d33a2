import SilhouetteGraph

extension RandomGraph {
  /// Adds one operator, or a pattern that networks are made of.
  mutating func step() throws(GraphError) {
    switch number(0...33) {
    case 0...3: try addConvolution()
    case 4: try addDepthwise()
    case 5: _ = try pointwise(picture(), to: number(1...40), activation: activation())
    case 6: try addTransposedConvolution()
    case 7: try addFullyConnected()
    case 8, 9: try addNormalization()
    case 10: _ = try add(.activation(activation()), [picture()])
    case 11: try addPrelu()
    case 12...14: try addBinary()
    case 15:
      let affine = Affine(scale: choose([1, -1, 0.5, 2]), bias: choose([0, 1, -0.25]))
      _ = try add(.affine(affine), [picture()])
    case 16: try addPool()
    case 17: try addReduction()
    case 18: _ = try add(.softmax(Softmax(axis: number(1...3), beta: choose([1, 2]))), [picture()])
    case 19: try addResize()
    case 20: try addConcatenation()
    case 21: try addSplit()
    case 22: try addSlice()
    case 23: try addPad()
    case 24: try addReshape()
    case 25: try addTranspose()
    case 26: try addGather()
    case 27: try addBroadcast()
    case 28: try addArgMax()
    case 29: try addQuantization()
    default: try addMotif()
    }
  }

  private mutating func padding(_ most: Int) -> Padding {
    oneIn(3)
      ? .none
      : Padding(
        top: number(0...most), bottom: number(0...most), left: number(0...most),
        right: number(0...most))
  }

  private mutating func addConvolution() throws(GraphError) {
    let input = picture()
    let channels = shape(of: input)[3]
    let groups = oneIn(4) ? choose((1...channels).filter { channels % $0 == 0 }) : 1
    let outputs = groups * number(1...max(1, 32 / groups))
    let kernel = Extent2D(height: choose([1, 2, 3, 3, 5]), width: choose([1, 2, 3, 3, 5]))
    let convolution = Convolution(
      strides: Extent2D(height: number(1...3), width: number(1...3)),
      dilations: oneIn(4) ? Extent2D(height: number(1...3), width: number(1...3)) : .one,
      padding: padding(3), groups: groups, activation: activation())
    let weights = try weights([outputs, kernel.height, kernel.width, channels / groups])
    var inputs = [input, weights]
    if !oneIn(4) { inputs.append(try constant([outputs], -0.5...0.5)) }
    _ = try add(.convolution(convolution), inputs)
  }

  private mutating func addDepthwise() throws(GraphError) {
    let input = picture()
    let channels = shape(of: input)[3]
    let size = choose([1, 3, 5])
    let convolution = Convolution(
      strides: Extent2D(number(1...2)), padding: padding(size / 2), groups: channels,
      activation: activation())
    let weights = try weights([channels, size, size, 1])
    let bias = try constant([channels], -0.5...0.5)
    _ = try add(.convolution(convolution), [input, weights, bias])
  }

  private mutating func addTransposedConvolution() throws(GraphError) {
    let input = picture()
    let size = number(1...4)
    let convolution = TransposedConvolution(
      strides: Extent2D(height: number(1...3), width: number(1...3)), padding: padding(1),
      outputPadding: Extent2D(height: number(0...1), width: number(0...1)),
      activation: activation())
    let outputs = number(1...12)
    let weights = try weights([outputs, size, size, shape(of: input)[3]])
    var inputs = [input, weights]
    if !oneIn(4) { inputs.append(try constant([outputs], -0.5...0.5)) }
    _ = try add(.transposedConvolution(convolution), inputs)
  }

  private mutating func addFullyConnected() throws(GraphError) {
    let input = picture()
    let outputs = number(1...24)
    let weights = try weights([outputs, shape(of: input)[3]])
    let bias = try constant([outputs], -0.5...0.5)
    _ = try add(
      .fullyConnected(FullyConnected(activation: activation())), [input, weights, bias])
  }

  private mutating func addNormalization() throws(GraphError) {
    let input = picture()
    let channels: Shape = [shape(of: input)[3]]
    let parameters = [
      try constant(channels, 0.5...1.5), try constant(channels, -0.5...0.5),
      try constant(channels, -0.5...0.5), try constant(channels, 0.5...2),
    ]
    _ = try add(
      .batchNormalization(BatchNormalization(epsilon: 1e-5)), [input] + parameters)
  }

  private mutating func addPrelu() throws(GraphError) {
    let input = picture()
    let slope = try constant(
      choose([[shape(of: input)[3]], [1, 1, 1, shape(of: input)[3]], [1]]), -0.25...0.5)
    _ = try add(.prelu, [input, slope])
  }

  private mutating func addBinary() throws(GraphError) {
    let input = picture()
    let shape = shape(of: input)
    let kind = choose(Binary.Kind.allCases)
    let other: ValueID
    if kind == .divide || oneIn(3) {
      let operand: Shape = choose([
        [], [shape[3]], [1, 1, 1, shape[3]], [1, shape[1], shape[2], 1],
      ])
      other = try constant(operand, 0.5...2, mayBeHalf: false)
    } else if kind == .multiply {
      other = try add(.activation(.sigmoid), [picture(like: input)])
    } else {
      other = picture(like: input)
    }
    let isSwapped = kind != .divide && oneIn(4)
    _ = try add(
      .binary(Binary(kind, activation: activation())), isSwapped ? [other, input] : [input, other])
  }

  private mutating func addPool() throws(GraphError) {
    let input = picture()
    let shape = shape(of: input)
    switch number(0...3) {
    case 0:
      _ = try add(
        .pool(
          Pool(
            .average(countsPadding: false), window: Extent2D(height: shape[1], width: shape[2]),
            strides: .one, activation: activation())), [input])
    case 1:
      let size = Extent2D(height: number(1...min(4, shape[1])), width: number(1...min(4, shape[2])))
      _ = try add(.adaptiveAveragePool(AdaptiveAveragePool(size: size)), [input])
    default:
      let window = Extent2D(height: number(2...4), width: number(2...4))
      _ = try add(
        .pool(
          Pool(
            choose([.maximum, .average(countsPadding: false), .average(countsPadding: true)]),
            window: window, strides: Extent2D(number(1...3)), padding: padding(1),
            activation: oneIn(4) ? activation() : .identity)), [input])
    }
  }

  private mutating func addReduction() throws(GraphError) {
    let axes = choose([[1, 2], [1, 2], [3], [1], [2], [1, 2, 3]])
    let kind = choose([Reduction.Kind.mean, .mean, .maximum, .minimum, .sum])
    var input = picture()
    if kind == .sum {  // of as many elements as there are, so that the sum stays small
      let count = axes.reduce(1) { $0 * shape(of: input)[$1] }
      input = try add(.affine(Affine(scale: 1 / Float(count), bias: 0)), [input])
    }
    _ = try add(.reduction(Reduction(kind, axes: axes, keepsAxes: !oneIn(3))), [input])
  }

  private mutating func addResize() throws(GraphError) {
    let input = picture()
    let shape = shape(of: input)
    let size =
      oneIn(2)
      ? Extent2D(height: shape[1] * number(1...3), width: shape[2] * number(1...3))
      : Extent2D(height: number(1...33), width: number(1...33))
    // Asymmetric and half-pixel places of nearest neighbours are exact where the ratio is; the
    // others may fall to either side.
    let filter: Resize.Filter = oneIn(3) ? .nearest(.floor) : .bilinear
    let coordinates: Resize.Coordinates =
      filter == .bilinear
      ? choose([.halfPixel, .halfPixel, .alignCorners, .asymmetric]) : .asymmetric
    _ = try add(
      .resize(Resize(size: size, filter: filter, coordinates: coordinates)), [input])
  }

  private mutating func addConcatenation() throws(GraphError) {
    let first = picture()
    var inputs = [first]
    for _ in 0..<number(1...3) { inputs.append(picture(like: first)) }
    _ = try add(.concatenation(Concatenation(axis: number(1...3))), inputs)
  }

  private mutating func addSplit() throws(GraphError) {
    let input = picture()
    let axis = oneIn(3) ? number(1...2) : 3
    let extent = shape(of: input)[axis]
    let first = number(1...extent)
    let sizes = first == extent ? [extent] : [first, extent - first]
    _ = try addMany(.split(Split(axis: axis, sizes: sizes)), [input])
  }

  private mutating func addSlice() throws(GraphError) {
    let input = picture()
    var slice = Slice(starts: [], sizes: [], steps: [])
    for extent in shape(of: input).dimensions {
      let step = oneIn(3) ? 2 : 1
      let start = number(0...(extent - 1) / 2)
      let most = (extent - 1 - start) / step + 1
      slice.sizes.append(oneIn(2) ? most : number(1...most))
      slice.starts.append(start)
      slice.steps.append(step)
    }
    _ = try add(.slice(slice), [input])
  }

  private mutating func addPad() throws(GraphError) {
    let rows = (number(0...2), number(0...2))
    let columns = (number(0...2), number(0...2))
    let channels = oneIn(4) ? (number(0...2), number(0...2)) : (0, 0)
    let pad = Pad(
      before: [0, rows.0, columns.0, channels.0], after: [0, rows.1, columns.1, channels.1],
      value: oneIn(3) ? 0.5 : 0)
    _ = try add(.pad(pad), [picture()])
  }

  private mutating func addReshape() throws(GraphError) {
    let input = picture()
    let shape = shape(of: input)
    let target: Shape = choose([
      [shape[0], shape[1] * shape[2], shape[3]], [shape[0], shape[2], shape[1], shape[3]],
      [shape[0], 1, shape[1], shape[2] * shape[3]], [shape[0], shape[1] * shape[2] * shape[3]],
    ])
    let flat = try add(.reshape(Reshape(to: target)), [input])
    if oneIn(2) { _ = try add(.reshape(Reshape(to: shape)), [flat]) }
  }

  private mutating func addTranspose() throws(GraphError) {
    let moved = try add(.transpose(Transpose([0, 3, 1, 2])), [picture()])
    if oneIn(3) { return }
    let mapped = try add(.activation(activation()), [moved])
    _ = try add(.transpose(Transpose([0, 2, 3, 1])), [mapped])
  }

  private mutating func addGather() throws(GraphError) {
    let input = picture()
    let axis = oneIn(3) ? number(1...2) : 3
    let extent = shape(of: input)[axis]
    let indices = (0..<number(1...40)).map { _ in number(0...extent - 1) }
    _ = try add(.gather(Gather(axis: axis, indices: indices)), [input])
  }

  private mutating func addBroadcast() throws(GraphError) {
    let input = picture()
    let mean = try add(.reduction(Reduction(.mean, axes: [1, 2], keepsAxes: true)), [input])
    _ = try add(.broadcast(Broadcast(to: shape(of: input))), [mean])
  }

  /// Of fresh random sums, which are hardly ever equal.
  private mutating func addArgMax() throws(GraphError) {
    let logits = try pointwise(picture(), to: number(2...6))
    let labels = try add(
      .argMax(ArgMax(axis: 3, keepsAxis: oneIn(2), elementType: choose([.int32, .int64]))),
      [logits])
    if oneIn(2) { _ = try add(.cast(Cast(to: .float32)), [labels]) }
  }

  /// Of an input, whose bits every executor has: rounding elsewhere may fall to either side.
  private mutating func addQuantization() throws(GraphError) {
    let input = choose(builder.graph.inputs).value
    let (type, zeroPoint): (ElementType, Int32) = oneIn(2) ? (.int8, -3) : (.uint8, 128)
    let quantized = try addQuantized(
      .quantize(to: type), [input], Quantization(scale: 1 / 127, zeroPoint: zeroPoint))
    _ = try add(.dequantize, [quantized])
  }
}
