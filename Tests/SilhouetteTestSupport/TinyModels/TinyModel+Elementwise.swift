import SilhouetteGraph

extension TinyModelMaker {
  mutating func addElementwise() throws {
    let direct: [Activation] = [
      .relu, .relu6, .clip(minimum: -1, maximum: 1), .leakyRelu(slope: 0.25), .hardSwish, .sigmoid,
      .tanh,
    ]
    for activation in direct {
      try add(activation.name, .activation(activation), [picture(3)])
    }
    let composed: [Activation] = [
      .identity, .clip(minimum: -0.25, maximum: 0.5), .hardSigmoid(slope: 0.2, offset: 0.5),
    ]
    for activation in composed {
      try add(
        "\(activation.name), composed", .activation(activation), [picture(3)], isDirect: false)
    }
    try add("prelu", .prelu, [picture(5)], [weights([1, 1, 5])])
    try add("affine", .affine(Affine(scale: 1.5, bias: -0.25)), [picture(2)], isDirect: false)
    try addBinaries()
    try addCasts()
  }

  private mutating func addBinaries() throws {
    for kind in Binary.Kind.allCases where kind != .divide {
      try add(kind.name, .binary(Binary(kind)), [[1, 4, 5, 3], [1, 4, 5, 3]])
      try add("\(kind.name) of a gate", .binary(Binary(kind)), [[1, 4, 5, 3], [1, 1, 1, 3]])
      try add("\(kind.name) of a constant", .binary(Binary(kind)), [[1, 4, 5, 3]], [weights([3])])
    }
    let divisors = Constant([0.5, -2, 4], shape: [3])
    try add("divide", .binary(Binary(.divide)), [[1, 4, 5, 3]], [divisors])
    try add("add, relu", .binary(Binary(.add, activation: .relu)), [[2, 3], [2, 3]])
    try add(
      "maximum, then relu", .binary(Binary(.maximum, activation: .relu)), [[2, 3], [2, 3]],
      isDirect: false)
  }

  private mutating func addCasts() throws {
    var builder = GraphBuilder()
    let input = builder.input("input 0", TensorType(.float32, [2, 3]))
    let scaled = try builder.add(
      .binary(Binary(.multiply)),
      [
        input, builder.constant("hundred", Constant([Float(100)], shape: [1])),
      ])
    let integers = try builder.add(.cast(Cast(to: .int32)), [scaled])
    builder.output("output 0", try builder.add(.cast(Cast(to: .float32)), [integers]))
    models.append(TinyModel(name: "cast there and back", graph: builder.graph, isDirect: true))
  }
}
