import SilhouetteGraph

let rewriteCases: [RewriteCase] =
  foldingCases + spellingCases + rearrangementCases + fusionCases + decoderCases

private let foldingCases: [RewriteCase] = [
  RewriteCase("constant folding", "float16 weights", gives: ["add"]) { p in
    let half = p.builder.constant("half", Constant(halving: [1, 2, 3, 4, 5, 6, 7, 8], shape: [8]))
    p.output(try p.binary(.add, p.input(), try p.add(.dequantize, half)))
  },
  RewriteCase("constant folding", "arithmetic of constants", gives: ["multiply"]) { p in
    let sum = try p.binary(.add, p.constant([2, 4]), p.constant([4]))
    let turned = try p.add(.transpose(Transpose([1, 0])), sum)
    let flat = try p.add(.reshape(Reshape(to: [8])), turned)
    p.output(try p.binary(.multiply, p.input(), flat))
  },
  RewriteCase("constant folding", "not a number blown up to a map", gives: nil) { p in
    let large = try p.add(.broadcast(Broadcast(to: [1, 300, 300, 1])), p.scalar(2))
    p.output(try p.binary(.add, p.input([1, 300, 300, 1]), large))
  },
  RewriteCase("no-operation removal", "every kind", gives: ["relu"]) { p in
    var x = p.input()
    x = try p.add(.affine(Affine(scale: 1, bias: 0)), x)
    x = try p.add(.reshape(Reshape(to: [1, 6, 4, 8])), x)
    x = try p.add(.pad(Pad(before: [0, 0, 0, 0], after: [0, 0, 0, 0])), x)
    x = try p.add(.cast(Cast(to: .float32)), x)
    x = try p.add(.transpose(Transpose([0, 1, 2, 3])), x)
    x = try p.add(.concatenation(Concatenation(axis: 3)), x)
    x = try p.enlarged(x, by: 1)
    p.output(try p.activation(.relu, x))
  },
  RewriteCase("no-operation removal", "not from an input straight to an output", gives: nil) { p in
    p.output(try p.add(.cast(Cast(to: .float32)), p.input()))
  },
  RewriteCase("duplicate removal", "two equal means", gives: ["add", "mean"]) { p in
    let x = p.input()
    p.output(try p.binary(.add, try p.mean(x), try p.mean(x)))
  },
  RewriteCase("duplicate removal", "not two outputs", gives: nil) { p in
    let x = p.input()
    p.output(try p.mean(x))
    p.output(try p.mean(x))
  },
  RewriteCase("padding folding", "zeros around a picture", gives: ["convolution"]) { p in
    let padded = try p.add(.pad(Pad(before: [0, 1, 0, 0], after: [0, 2, 1, 0])), p.input())
    p.output(try p.convolution(padded, 5, kernel: 3))
  },
  RewriteCase("padding folding", "not another value", gives: nil) { p in
    let pad = Pad(before: [0, 1, 1, 0], after: [0, 1, 1, 0], value: 1)
    p.output(try p.convolution(try p.add(.pad(pad), p.input()), 5, kernel: 3))
  },
  RewriteCase("padding folding", "not around channels", gives: nil) { p in
    let pad = Pad(before: [0, 0, 0, 1], after: [0, 0, 0, 0])
    p.output(try p.convolution(try p.add(.pad(pad), p.input()), 5, kernel: 3))
  },
]

private let spellingCases: [RewriteCase] = [
  RewriteCase("scalar recognition", "every kind", gives: ["affine", "affine", "clip", "clip"]) {
    p in
    var x = try p.binary(.add, p.scalar(3), p.input())
    x = try p.binary(.divide, x, p.scalar(6))
    x = try p.binary(.maximum, x, p.scalar(0.25))
    p.output(try p.binary(.minimum, p.scalar(0.75), x))
  },
  RewriteCase("scalar recognition", "not a number over a map", gives: nil) { p in
    p.output(try p.binary(.divide, p.scalar(6), try p.activation(.sigmoid, p.input())))
  },
  RewriteCase("clamp recognition", "two bounds are relu6", gives: ["relu6"]) { p in
    let low = try p.activation(.clip(minimum: 0, maximum: .infinity), p.input())
    p.output(try p.activation(.clip(minimum: -.infinity, maximum: 6), low))
  },
  RewriteCase("clamp recognition", "a clamped line is a hard sigmoid", gives: ["hardSigmoid"]) {
    p in
    let line = try p.add(.affine(Affine(scale: 0.2, bias: 0.5)), p.input())
    p.output(try p.activation(.clip(minimum: 0, maximum: 1), line))
  },
  RewriteCase("clamp recognition", "relu6(x + 3) / 6", gives: ["hardSigmoid"]) { p in
    let line = try p.add(.affine(Affine(scale: 1, bias: 3)), p.input())
    let clamped = try p.activation(.relu6, line)
    p.output(try p.add(.affine(Affine(scale: 1 / 6, bias: 0)), clamped))
  },
  RewriteCase("clamp recognition", "prelu with one slope", gives: ["leakyRelu"]) { p in
    let slope = p.builder.constant("slope", Constant([0.25, 0.25] as [Float], shape: [2]))
    p.output(try p.add(.prelu, p.input([1, 2, 2, 2]), slope))
  },
  RewriteCase("clamp recognition", "not a line that others read", gives: nil) { p in
    let line = try p.add(.affine(Affine(scale: 0.2, bias: 0.5)), p.input())
    p.output(try p.activation(.clip(minimum: 0, maximum: 1), line))
    p.output(line)
  },
  RewriteCase("hard swish recognition", "(x · 1/6) · relu6(x + 3)", gives: ["hardSwish"]) { p in
    let x = p.input()
    let sum = try p.add(.affine(Affine(scale: 1, bias: 3)), x)
    let scaled = try p.add(.affine(Affine(scale: 1 / 6, bias: 0)), x)
    p.output(try p.binary(.multiply, scaled, try p.activation(.relu6, sum)))
  },
  RewriteCase("hard swish recognition", "x · relu6(x + 3), then · 1/6", gives: ["hardSwish"]) { p in
    let x = p.input()
    let sum = try p.add(.affine(Affine(scale: 1, bias: 3)), x)
    let product = try p.binary(.multiply, try p.activation(.relu6, sum), x)
    p.output(try p.add(.affine(Affine(scale: 0.166667, bias: 0)), product))
  },
  RewriteCase("hard swish recognition", "x · hardSigmoid(x)", gives: ["hardSwish"]) { p in
    let x = p.input()
    let gate = try p.activation(.hardSigmoid(slope: 1 / 6, offset: 0.5), x)
    p.output(try p.binary(.multiply, x, gate))
  },
  RewriteCase("hard swish recognition", "not with Paddle's slope", gives: nil) { p in
    let x = p.input()
    let gate = try p.activation(.hardSigmoid(slope: 0.2, offset: 0.5), x)
    p.output(try p.binary(.multiply, x, gate))
  },
  RewriteCase("hard swish recognition", "not of another map", gives: nil) { p in
    let gate = try p.activation(.hardSigmoid(slope: 1 / 6, offset: 0.5), p.input())
    p.output(try p.binary(.multiply, p.input(), gate))
  },
  RewriteCase(
    "mean recognition", "an average over the map", gives: ["identity", "mean", "reshape"]
  ) { p in
    let pool = Pool(
      .average(countsPadding: false), window: Extent2D(height: 6, width: 4), strides: .one)
    p.output(try p.add(.pool(pool), p.input()))
  },
  RewriteCase("mean recognition", "rows, then columns", gives: ["mean"]) { p in
    let rows = try p.add(.reduction(Reduction(.mean, axes: [1], keepsAxes: true)), p.input())
    p.output(try p.add(.reduction(Reduction(.mean, axes: [2], keepsAxes: true)), rows))
  },
  RewriteCase("mean recognition", "not a smaller window", gives: nil) { p in
    let pool = Pool(
      .average(countsPadding: false), window: Extent2D(height: 6, width: 3), strides: .one)
    p.output(try p.add(.pool(pool), p.input()))
  },
  RewriteCase(
    "fully connected as convolution", "on a picture", gives: ["convolution", "reshape", "reshape"]
  ) { p in
    p.output(
      try p.add(.fullyConnected(FullyConnected()), p.input(), p.constant([5, 8]), p.constant([5])))
  },
  RewriteCase("fully connected as convolution", "not on a table", gives: nil) { p in
    p.output(try p.add(.fullyConnected(FullyConnected()), p.input([3, 8]), p.constant([5, 8])))
  },
  RewriteCase(
    "operand order", "gates and enlarged maps second", gives: ["add", "multiply", "resize"]
  ) {
    p in
    let x = p.input([1, 12, 8, 8])
    let gated = try p.binary(.multiply, p.input([1, 1, 1, 8]), x)
    p.output(try p.binary(.add, try p.enlarged(p.input()), gated))
  },
  RewriteCase("operand order", "not of a difference", gives: nil) { p in
    p.output(try p.binary(.subtract, p.input([1, 1, 1, 8]), p.input()))
  },
]

private let rearrangementCases: [RewriteCase] = [
  RewriteCase("rearrangement merging", "a channel shuffle", gives: ["gather"]) { p in
    let split = try p.add(.reshape(Reshape(to: [1, 6, 4, 2, 4])), p.input())
    let turned = try p.add(.transpose(Transpose([0, 1, 2, 4, 3])), split)
    p.output(try p.add(.reshape(Reshape(to: [1, 6, 4, 8])), turned))
  },
  RewriteCase("rearrangement merging", "a shuffle by way of NCHW", gives: ["gather"]) { p in
    let planes = try p.add(.transpose(Transpose([0, 3, 1, 2])), p.input())
    let split = try p.add(.reshape(Reshape(to: [1, 4, 2, 6, 4])), planes)
    let turned = try p.add(.transpose(Transpose([0, 2, 1, 3, 4])), split)
    let joined = try p.add(.reshape(Reshape(to: [1, 8, 6, 4])), turned)
    p.output(try p.add(.transpose(Transpose([0, 2, 3, 1])), joined))
  },
  RewriteCase("rearrangement merging", "transposes that turn on", gives: ["transpose"]) { p in
    let once = try p.add(.transpose(Transpose([0, 2, 3, 1])), p.input())
    p.output(try p.add(.transpose(Transpose([0, 2, 3, 1])), once))
  },
  RewriteCase("rearrangement merging", "a transpose that moves nothing", gives: ["reshape"]) { p in
    p.output(try p.add(.transpose(Transpose([0, 3, 1, 2])), p.input([1, 1, 1, 8])))
  },
  RewriteCase("rearrangement merging", "not across what others read", gives: nil) { p in
    let once = try p.add(.transpose(Transpose([0, 2, 3, 1])), p.input())
    p.output(once)
    p.output(try p.add(.transpose(Transpose([0, 2, 3, 1])), once))
  },
  RewriteCase("rearrangement sinking", "through an activation", gives: ["relu", "transpose"]) { p in
    let moved = try p.add(.transpose(Transpose([0, 3, 1, 2])), p.input())
    p.output(try p.activation(.relu, moved))
  },
  RewriteCase("rearrangement sinking", "through a sum of two", gives: ["add", "transpose"]) { p in
    let a = try p.add(.transpose(Transpose([0, 3, 1, 2])), p.input())
    let b = try p.add(.transpose(Transpose([0, 3, 1, 2])), p.input())
    p.output(try p.binary(.add, a, b))
  },
  RewriteCase("rearrangement sinking", "not through a sum of different ones", gives: nil) { p in
    let a = try p.add(.transpose(Transpose([0, 3, 1, 2])), p.input([1, 4, 4, 4]))
    let b = try p.add(.transpose(Transpose([0, 3, 2, 1])), p.input([1, 4, 4, 4]))
    p.output(try p.binary(.add, a, b))
  },
]

private let fusionCases: [RewriteCase] = [
  RewriteCase("channel affine folding", "normalisation after a convolution", gives: ["convolution"])
  {
    p in
    let padding = Padding(top: 1, bottom: 1, left: 1, right: 1)
    let convolved = try p.convolution(p.input(), 5, kernel: 3, Convolution(padding: padding))
    p.output(try p.normalization(convolved))
  },
  RewriteCase(
    "channel affine folding", "a bias after a transposed convolution",
    gives: ["transposedConvolution"]
  ) { p in
    let enlarged = try p.add(
      .transposedConvolution(TransposedConvolution(strides: Extent2D(2))), p.input(),
      p.constant([3, 2, 2, 8]))
    p.output(try p.binary(.add, p.constant([1, 1, 1, 3]), enlarged))
  },
  RewriteCase("channel affine folding", "not past an activation", gives: nil) { p in
    let convolved = try p.convolution(p.input(), 5, Convolution(activation: .relu))
    p.output(try p.normalization(convolved))
  },
  RewriteCase("channel affine folding", "not where others read the convolution", gives: nil) { p in
    let convolved = try p.convolution(p.input(), 5)
    p.output(convolved)
    p.output(try p.normalization(convolved))
  },
  RewriteCase("channel affine merging", "a scale and a bias", gives: ["convolution"]) { p in
    let scaled = try p.binary(.multiply, p.input(), p.constant([8]))
    p.output(try p.binary(.add, scaled, p.constant([8])))
  },
  RewriteCase("channel affine merging", "not one alone", gives: nil) { p in
    p.output(try p.binary(.multiply, p.input(), p.constant([8])))
  },
  RewriteCase("normalization as convolution", "of a picture", gives: ["convolution"]) { p in
    p.output(try p.normalization(p.input()))
  },
  RewriteCase("normalization as convolution", "not of a table", gives: nil) { p in
    p.output(try p.normalization(p.input([3, 8])))
  },
  RewriteCase("activation fusion", "into the sum", gives: ["add+relu", "convolution"]) { p in
    let x = p.input()
    let sum = try p.binary(.add, try p.convolution(x, 8), x)
    p.output(try p.activation(.relu, sum))
  },
  RewriteCase("activation fusion", "not where others read the sum", gives: nil) { p in
    let sum = try p.binary(.add, p.input(), p.input())
    p.output(try p.activation(.relu, sum))
    p.output(sum)
  },
  RewriteCase("activation fusion", "not a second one", gives: nil) { p in
    let convolved = try p.convolution(p.input(), 5, Convolution(activation: .relu))
    p.output(try p.activation(.tanh, convolved))
  },
]

private let decoderCases: [RewriteCase] = [
  RewriteCase(
    "convolution and resize exchange", "fewer pixels first",
    gives: ["convolution", "relu", "resize"]
  ) { p in
    let up = try p.enlarged(p.input())
    p.output(try p.convolution(up, 5, Convolution(activation: .relu)))
  },
  RewriteCase("convolution and resize exchange", "not a 3×3 one", gives: nil) { p in
    p.output(try p.convolution(try p.enlarged(p.input()), 5, kernel: 3))
  },
  RewriteCase("convolution and resize exchange", "not before shrinking", gives: nil) { p in
    let size = Extent2D(height: 3, width: 2)
    let down = try p.add(
      .resize(Resize(size: size, filter: .bilinear, coordinates: .halfPixel)), p.input())
    p.output(try p.convolution(down, 5))
  },
  RewriteCase("convolution and resize exchange", "not where the large map is needed", gives: nil) {
    p in
    let up = try p.enlarged(p.input())
    p.output(up)
    p.output(try p.convolution(up, 5))
  },
  RewriteCase("convolution and resize exchange", "not if one channel becomes many", gives: nil) {
    p in
    p.output(try p.convolution(try p.enlarged(p.input([1, 6, 4, 1])), 40))
  },
  RewriteCase(
    "separable distribution", "over an enlarged map and others",
    gives: [
      "add", "add+relu", "convolution", "convolution", "convolution", "convolution",
      "convolution", "convolution", "resize",
    ]
  ) { p in
    p.output(try p.separable(try p.joined(p.input([1, 3, 4, 8])), 16))
  },
  RewriteCase("separable distribution", "not where the concatenation is needed", gives: nil) { p in
    let joined = try p.joined(p.input([1, 3, 4, 8]))
    p.output(joined)
    p.output(try p.separable(joined, 16))
  },
  RewriteCase("separable distribution", "not where nothing is enlarged far", gives: nil) { p in
    let up = try p.enlarged(p.input([1, 6, 8, 8]))
    let joined = try p.add(.concatenation(Concatenation(axis: 3)), p.input([1, 12, 16, 5]), up)
    p.output(try p.separable(joined, 16))
  },
  RewriteCase(
    "depthwise and resize exchange", "far enlarged", gives: ["convolution", "windowedResize"]
  ) { p in
    let up = try p.enlarged(p.input([1, 3, 4, 8]), by: 8)
    p.output(try p.separable(up, 16, Activation.identity, hasBias: false))
  },
  RewriteCase("depthwise and resize exchange", "not past an activation", gives: nil) { p in
    let up = try p.enlarged(p.input([1, 3, 4, 8]), by: 8)
    p.output(try p.separable(up, 16, hasBias: false))
  },
  RewriteCase("depthwise and resize exchange", "not twice as large", gives: nil) { p in
    let up = try p.enlarged(p.input([1, 3, 4, 8]), by: 2)
    p.output(try p.separable(up, 16, Activation.identity, hasBias: false))
  },
  RewriteCase("depthwise and resize exchange", "not where the large map is needed", gives: nil) {
    p in
    let up = try p.enlarged(p.input([1, 3, 4, 8]), by: 8)
    p.output(up)
    p.output(try p.separable(up, 16, Activation.identity, hasBias: false))
  },
  RewriteCase("convolution composition", "two linear ones", gives: ["convolution+relu"]) { p in
    let first = try p.convolution(p.input(), 12)
    p.output(try p.convolution(first, 5, Convolution(activation: .relu)))
  },
  RewriteCase("convolution composition", "after a 3×3 one", gives: ["convolution"]) { p in
    let padding = Padding(top: 1, left: 1)
    let first = try p.convolution(
      p.input(), 12, kernel: 3, Convolution(strides: Extent2D(2), padding: padding))
    p.output(try p.convolution(first, 3))
  },
  RewriteCase("convolution composition", "not a bottleneck", gives: nil) { p in
    p.output(try p.convolution(try p.convolution(p.input(), 2), 8))
  },
  RewriteCase("convolution composition", "not past an activation", gives: nil) { p in
    let first = try p.convolution(p.input(), 12, Convolution(activation: .relu))
    p.output(try p.convolution(first, 5))
  },
  RewriteCase(
    "convolution distribution", "over a gated skip and an enlarged map",
    gives: ["add+relu", "convolution", "convolution", "convolution", "multiply", "resize"]
  ) { p in
    let gated = try p.binary(.multiply, p.input([1, 12, 8, 6]), p.input([1, 1, 1, 6]))
    let up = try p.enlarged(try p.convolution(p.input(), 6))
    let sum = try p.binary(.add, gated, up)
    p.output(try p.convolution(sum, 6, Convolution(activation: .relu)))
  },
  RewriteCase("convolution distribution", "not over a residual", gives: nil) { p in
    let x = p.input()
    let sum = try p.binary(.add, try p.convolution(x, 8), x)
    p.output(try p.convolution(sum, 16))
  },
  RewriteCase("convolution distribution", "not where others read the sum", gives: nil) { p in
    let up = try p.enlarged(try p.convolution(p.input(), 6))
    let sum = try p.binary(.add, p.input([1, 12, 8, 6]), up)
    p.output(sum)
    p.output(try p.convolution(sum, 4))
  },
  RewriteCase(
    "concatenation distribution", "over a map and two enlarged ones",
    gives: [
      "add", "add+relu", "convolution", "convolution", "convolution", "resize", "resize",
    ]
  ) { p in
    let all = try p.concatenated([
      p.input([1, 12, 8, 6]), try p.enlarged(p.input()), try p.enlarged(p.input([1, 6, 4, 3])),
    ])
    p.output(try p.convolution(all, 6, Convolution(activation: .relu)))
  },
  RewriteCase("concatenation distribution", "not where nothing is enlarged", gives: nil) { p in
    p.output(try p.convolution(try p.concatenated([p.input(), p.input()]), 6))
  },
  RewriteCase("concatenation distribution", "not along rows", gives: nil) { p in
    let tall = try p.concatenated([try p.enlarged(p.input()), p.input([1, 3, 8, 8])], axis: 1)
    p.output(try p.convolution(tall, 6))
  },
  RewriteCase("concatenation distribution", "not where others read it", gives: nil) { p in
    let all = try p.concatenated([p.input([1, 12, 8, 6]), try p.enlarged(p.input())])
    p.output(all)
    p.output(try p.convolution(all, 6))
  },
  RewriteCase("mean propagation", "through an enlargement", gives: ["mean"]) { p in
    p.output(try p.mean(try p.enlarged(p.input(), by: 3)))
  },
  RewriteCase("mean propagation", "not with aligned corners", gives: nil) { p in
    p.output(try p.mean(try p.enlarged(p.input(), by: 2, .alignCorners)))
  },
  RewriteCase(
    "mean propagation", "through a sum, a gate and a convolution",
    gives: ["add", "convolution", "mean", "mean", "multiply"]
  ) { p in
    let gated = try p.binary(.multiply, p.input(), p.input([1, 1, 1, 8]))
    let sum = try p.binary(.add, try p.convolution(gated, 5), p.input([1, 6, 4, 5]))
    p.output(try p.mean(sum))
  },
  RewriteCase("mean propagation", "not through a sum that others read", gives: nil) { p in
    let sum = try p.binary(.add, p.input(), p.input())
    p.output(try p.mean(sum))
    p.output(sum)
  },
  RewriteCase("mean propagation", "not past an activation", gives: nil) { p in
    p.output(try p.mean(try p.convolution(p.input(), 5, Convolution(activation: .relu))))
  },
]
