import SilhouetteGraph

extension NetworkBuilder {
  /// The first part of PaddleSeg's `PPContextModule`: the sum of what the means over each grid say.
  mutating func pooledContext(
    _ path: String, _ input: ValueID, binSizes: [Int], channels: Int
  ) throws(ZooError) -> ValueID {
    var sum: ValueID?
    for (index, size) in binSizes.enumerated() {
      let means = try adaptiveAveragePool(input, size: size)
      let stage = try convolutionUnit(
        "\(path).stages.\(index).1", means, outputChannels: channels, kernel: 1, bias: true)
      let spread = try resize(stage, like: input)
      if let total = sum {
        sum = try self.sum(total, spread)
      } else {
        sum = spread
      }
    }
    return sum ?? input
  }
}
