import SilhouetteGraph

extension OperatorCase {
  static let activations: [Activation] = [
    .identity, .relu, .relu6, .clip(minimum: -0.25, maximum: 0.5), .leakyRelu(slope: 0.1),
    .hardSwish, .hardSigmoid(slope: 0.2, offset: 0.5), .sigmoid, .tanh,
  ]

  static var convolutions: [OperatorCase] {
    pointwise + windowed + depthwise + grouped + transposed + fullyConnected
  }

  private static func convolution(
    _ operation: Convolution, input: Shape, output: Int, kernel: Extent2D, hasBias: Bool = true
  ) -> OperatorCase {
    let weights: Shape = [output, kernel.height, kernel.width, input[3] / operation.groups]
    return OperatorCase(
      operation: .convolution(operation), shapes: [input, weights] + (hasBias ? [[output]] : []),
      constants: hasBias ? [1, 2] : [1])
  }

  private static var pointwise: [OperatorCase] {
    var cases: [OperatorCase] = []
    for (input, output) in [(1, 1), (3, 5), (16, 16), (24, 72), (17, 33), (40, 4), (96, 24)] {
      for width in [1, 7, 16, 29] {
        cases.append(
          convolution(
            Convolution(activation: width == 7 ? .relu : .identity), input: [1, 3, width, input],
            output: output, kernel: .one))
      }
    }
    cases += activations.map {
      convolution(
        Convolution(activation: $0), input: [2, 3, 9, 18], output: 20, kernel: .one)
    }
    cases.append(
      convolution(
        Convolution(strides: Extent2D(2)), input: [2, 5, 9, 19], output: 7, kernel: .one,
        hasBias: false))
    return cases
  }

  private static var windowed: [OperatorCase] {
    var cases: [OperatorCase] = []
    for kernel in [Extent2D(3), Extent2D(5), Extent2D(height: 1, width: 3), Extent2D(4)] {
      for stride in [1, 2, 3] {
        let padding = Padding(top: 1, bottom: 2, left: 2, right: 1)
        for channels in [(3, 16), (18, 5)] {
          cases.append(
            convolution(
              Convolution(strides: Extent2D(stride), padding: padding, activation: .hardSwish),
              input: [1, 9, 11, channels.0], output: channels.1, kernel: kernel))
        }
      }
    }
    cases.append(
      convolution(
        Convolution(
          strides: Extent2D(height: 1, width: 2), dilations: Extent2D(height: 3, width: 2),
          padding: Padding(top: 4, bottom: 4, left: 3, right: 3)),
        input: [2, 8, 13, 6], output: 34, kernel: Extent2D(3)))
    return cases
  }

  private static var depthwise: [OperatorCase] {
    var cases: [OperatorCase] = []
    for kernel in [1, 2, 3, 5, 7] {
      for stride in [1, 2, 3] {
        for (width, channels) in [(5, 3), (16, 16), (23, 72)] {
          let before = (kernel - 1) / 2
          let after = kernel - 1 - before
          cases.append(
            convolution(
              Convolution(
                strides: Extent2D(stride),
                padding: Padding(top: before, bottom: after, left: before, right: after),
                groups: channels, activation: stride == 2 ? .relu6 : .identity),
              input: [1, 7, width + 2, channels], output: channels, kernel: Extent2D(kernel)))
        }
      }
    }
    cases.append(
      convolution(
        Convolution(
          dilations: Extent2D(2), padding: Padding(top: 2, bottom: 2, left: 2, right: 2),
          groups: 9),
        input: [2, 7, 17, 9], output: 9, kernel: Extent2D(3), hasBias: false))
    return cases
  }

  private static var grouped: [OperatorCase] {
    [(2, 8, 6), (3, 9, 9), (4, 4, 8), (16, 32, 16)].map { groups, input, output in
      convolution(
        Convolution(padding: Padding(top: 1, left: 1), groups: groups), input: [1, 6, 7, input],
        output: output, kernel: Extent2D(3))
    }
  }

  private static var transposed: [OperatorCase] {
    var cases: [OperatorCase] = []
    for (kernel, stride, output) in [
      (2, 2, 1), (2, 2, 3), (2, 2, 17), (3, 2, 4), (4, 2, 2), (3, 1, 5), (1, 2, 2),
    ] {
      for padding in [Padding.none, Padding(top: 1, bottom: 0, left: 0, right: 1)] {
        let input: Shape = [2, 4, 19, kernel == 3 ? 20 : 16]
        cases.append(
          OperatorCase(
            operation: .transposedConvolution(
              TransposedConvolution(
                strides: Extent2D(stride), padding: padding,
                outputPadding: Extent2D(height: 1, width: 0), activation: .sigmoid)),
            shapes: [input, [output, kernel, kernel, input[3]], [output]], constants: [1, 2]))
      }
    }
    cases.append(
      OperatorCase(
        operation: .transposedConvolution(
          TransposedConvolution(strides: Extent2D(2), activation: .sigmoid)),
        shapes: [[1, 16, 40, 16], [1, 2, 2, 16], [1]], constants: [1, 2]))
    return cases
  }

  private static var fullyConnected: [OperatorCase] {
    [[5, 20] as Shape, [1, 3, 2, 33], [16]].map { input in
      OperatorCase(
        operation: .fullyConnected(FullyConnected(activation: .relu)),
        shapes: [input, [7, input[input.rank - 1]], [7]], constants: [1, 2])
    }
  }

  static var elementwise: [OperatorCase] {
    var cases: [OperatorCase] = []
    for activation in activations {
      cases.append(OperatorCase(operation: .activation(activation), shapes: [[1, 3, 5, 18]]))
    }
    cases.append(OperatorCase(operation: .activation(.sigmoid), shapes: [[]]))
    let pairs: [[Shape]] = [
      [[1, 4, 7, 20], [1, 4, 7, 20]], [[2, 4, 7, 20], [1, 1, 1, 20]],
      [[2, 4, 7, 5], [2, 1, 1, 5]],
      [[1, 4, 7, 5], [1, 4, 7, 1]], [[1, 1, 1, 20], [1, 4, 7, 20]], [[2, 3, 4], []],
      [[3, 1, 4, 1, 5], [2, 1, 3, 1]], [[7], [3, 7]],
    ]
    for kind in Binary.Kind.allCases {
      for shapes in pairs {
        cases.append(
          OperatorCase(operation: .binary(Binary(kind, activation: .identity)), shapes: shapes))
      }
    }
    cases.append(
      OperatorCase(
        operation: .binary(Binary(.add, activation: .hardSwish)),
        shapes: [[1, 4, 7, 20], [20]], constants: [1]))
    cases.append(OperatorCase(operation: .prelu, shapes: [[2, 4, 7, 20], [20]], constants: [1]))
    cases.append(OperatorCase(operation: .prelu, shapes: [[2, 4, 7, 20], [1, 7, 1]]))
    cases.append(
      OperatorCase(operation: .affine(Affine(scale: 2.5, bias: -1)), shapes: [[1, 4, 7, 20]]))
    cases.append(
      OperatorCase(operation: .cast(Cast(to: .int32)), shapes: [[3, 5]]))
    return cases
  }

  static var pictures: [OperatorCase] {
    var cases: [OperatorCase] = []
    for kind in [Pool.Kind.maximum, .average(countsPadding: true), .average(countsPadding: false)] {
      for (window, stride) in [(2, 2), (3, 2), (3, 1), (5, 3)] {
        cases.append(
          OperatorCase(
            operation: .pool(
              Pool(
                kind, window: Extent2D(window), strides: Extent2D(stride),
                padding: Padding(top: 1, bottom: 1, left: 0, right: 1), activation: .relu)),
            shapes: [[2, 8, 11, 18]]))
      }
    }
    for size in [Extent2D(1), Extent2D(height: 3, width: 5), Extent2D(height: 11, width: 4)] {
      cases.append(
        OperatorCase(
          operation: .adaptiveAveragePool(AdaptiveAveragePool(size: size)),
          shapes: [[2, 7, 9, 18]]))
    }
    let filters: [Resize.Filter] = [
      .bilinear, .nearest(.floor), .nearest(.halfDown), .nearest(.halfUp), .nearest(.ceiling),
    ]
    for filter in filters {
      for coordinates in [Resize.Coordinates.halfPixel, .alignCorners, .asymmetric] {
        for size in [
          Extent2D(height: 10, width: 14), Extent2D(height: 3, width: 1),
          Extent2D(height: 9, width: 33),
        ] {
          cases.append(
            OperatorCase(
              operation: .resize(Resize(size: size, filter: filter, coordinates: coordinates)),
              shapes: [[2, 5, 7, 18]]))
        }
      }
    }
    for (size, window, before) in [
      (Extent2D(height: 10, width: 33), Extent2D(3), Extent2D(1)),
      (Extent2D(height: 40, width: 14), Extent2D(height: 2, width: 5), Extent2D(0)),
      (Extent2D(height: 3, width: 4), Extent2D(height: 4, width: 1), Extent2D(height: 3, width: 0)),
    ] {
      let operation = WindowedResize(
        size: size, coordinates: .halfPixel, window: window, before: before)
      cases.append(
        OperatorCase(
          operation: .windowedResize(operation),
          shapes: [[2, 5, 7, 32 * window.height * window.width]]))
    }
    for kind in Reduction.Kind.allCases {
      for axes in [[1, 2], [3], [0], [0, 2], [0, 1, 2, 3], []] {
        cases.append(
          OperatorCase(
            operation: .reduction(Reduction(kind, axes: axes, keepsAxes: axes.count == 2)),
            shapes: [[2, 5, 7, 18]]))
      }
    }
    for axis in 0..<4 {
      cases.append(
        OperatorCase(operation: .softmax(Softmax(axis: axis, beta: 1.5)), shapes: [[2, 5, 7, 18]]))
      cases.append(
        OperatorCase(
          operation: .argMax(
            ArgMax(axis: axis, keepsAxis: axis == 1, elementType: axis < 2 ? .int32 : .int64)),
          shapes: [[2, 5, 7, 18]]))
    }
    return cases
  }

  static var movements: [OperatorCase] {
    var cases: [OperatorCase] = []
    for axis in 0..<4 {
      var other: Shape = [2, 3, 5, 16]
      other[axis] = 2
      cases.append(
        OperatorCase(
          operation: .concatenation(Concatenation(axis: axis, activation: .relu)),
          shapes: [[2, 3, 5, 16], other, [2, 3, 5, 16]]))
      let extent = [2, 3, 5, 16][axis]
      cases.append(
        OperatorCase(
          operation: .split(Split(axis: axis, sizes: [1, extent - 1])), shapes: [[2, 3, 5, 16]]))
      cases.append(
        OperatorCase(
          operation: .gather(Gather(axis: axis, indices: [extent - 1, 0, 0])),
          shapes: [[2, 3, 5, 16]]))
    }
    cases += [
      OperatorCase(
        operation: .slice(
          Slice(starts: [1, 2, 0, 15], sizes: [1, 2, 3, 8], steps: [1, -2, 2, -2])),
        shapes: [[2, 3, 5, 16]]),
      OperatorCase(
        operation: .pad(Pad(before: [0, 1, 2, 0], after: [1, 0, 3, 4], value: 0.5)),
        shapes: [[2, 3, 5, 16]]),
      OperatorCase(operation: .reshape(Reshape(to: [6, 80])), shapes: [[2, 3, 5, 16]]),
      OperatorCase(operation: .transpose(Transpose([0, 3, 1, 2])), shapes: [[2, 3, 5, 16]]),
      OperatorCase(operation: .transpose(Transpose([2, 0, 1])), shapes: [[4, 5, 6]]),
      OperatorCase(operation: .broadcast(Broadcast(to: [2, 3, 5, 4])), shapes: [[3, 1, 4]]),
    ]
    return cases
  }
}
