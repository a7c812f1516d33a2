import CSilhouetteKernels
import SilhouetteGraph

/// `W · (D ∗ resize(x)) = Σₜ shiftₜ(resize((W · diag Dₜ) · x))` over the places `t` of the window of
/// the depthwise convolution `D`: a depthwise and a pointwise convolution of an enlarged map become
/// one pointwise convolution of the small map, to a picture for each place of the window, and a
/// ``WindowedResize`` that adds them up. It holds because a resize weighs pixels alike in all
/// channels.
///
/// Gate: nobody else reads what lies between, neither convolution has a bias or an activation
/// (``SeparableDistribution`` leaves it so), the depthwise one keeps the extents, and the enlargement
/// is so large that nine times the channels at few pixels cost less.
enum DepthwiseResizeExchange {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let pointwise = editor.convolution(at: index), pointwise.isDensePointwise,
      pointwise.isLinear, pointwise.bias == nil, editor.isReadOnce(pointwise.input),
      let depthwise = editor.convolution(making: pointwise.input), depthwise.bias == nil,
      let source = enlarged(depthwise, to: pointwise.weightShape[0], in: editor),
      let outer = editor.floats(pointwise.weights), let inner = editor.floats(depthwise.weights)
    else { return false }
    let (outputs, channels) = (pointwise.weightShape[0], pointwise.weightShape[3])
    let places = depthwise.weightShape[1] * depthwise.weightShape[2]
    var weights: [Float] = []
    weights.reserveCapacity(places * outputs * channels)
    for place in 0..<places {
      for output in 0..<outputs {
        for channel in 0..<channels {
          weights.append(outer[output * channels + channel] * inner[channel * places + place])
        }
      }
    }
    let packed = editor.constant(
      "\(pointwise.name).weights", weights, shape: [places * outputs, 1, 1, channels])
    let low = try editor.insert(
      .convolution(Convolution()), [source.low, packed], name: pointwise.name)
    editor.replace(index, by: .windowedResize(source.operation), [low])
    return true
  }

  /// Whether the rewrite applies once ``SeparableDistribution`` has opened the way: `depthwise`
  /// reads, alone, an enlarged map, and `outputs` channels are made of it.
  static func enlarged(
    _ depthwise: ConvolutionMatch, reading value: ValueID? = nil, to outputs: Int,
    in editor: GraphEditor
  ) -> (low: ValueID, operation: WindowedResize)? {
    let input = value ?? depthwise.input
    let channels = editor.shape(of: input)[3]
    guard depthwise.isLinear, depthwise.isSeparable(channels: depthwise.weightShape[0]),
      depthwise.weightShape[0] == editor.shape(of: depthwise.input)[3],
      editor.isReadOnce(input), let (_, node) = editor.floatProducer(of: input),
      case .resize(let resize) = node.operation, case .bilinear = resize.filter
    else { return nil }
    let (shape, low) = (editor.shape(of: depthwise.output), editor.shape(of: node.inputs[0]))
    let attributes = depthwise.attributes
    guard shape[1] == resize.size.height, shape[2] == resize.size.width else { return nil }
    let window = Extent2D(height: depthwise.weightShape[1], width: depthwise.weightShape[2])
    let operation = WindowedResize(
      size: resize.size, coordinates: resize.coordinates, window: window,
      before: Extent2D(height: attributes.padding.top, width: attributes.padding.left))
    let places = window.height * window.width
    let before = shape[1] * shape[2] * channels * (places + outputs)
    // Each pixel of the sum takes a start and a slope for each column of the window.
    let after =
      low[1] * low[2] * places * channels * outputs
      + shape[1] * shape[2] * outputs * 2 * window.width
    guard after < before, WindowedResizeLimits.admit(operation, input: low, channels: outputs)
    else { return nil }
    return (node.inputs[0], operation)
  }
}

extension ConvolutionMatch {
  /// One filter for each channel, at every pixel.
  func isSeparable(channels: Int) -> Bool {
    attributes.groups == channels && weightShape[0] == channels && weightShape[3] == 1
      && attributes.strides == .one && attributes.dilations == .one
  }
}
