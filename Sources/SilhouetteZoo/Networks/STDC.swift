import SilhouetteGraph

extension UnitNaming {
  /// Two layers in a plain list.
  fileprivate static let list = UnitNaming(convolution: "0", normalization: "1")
}

/// STDC: units that concatenate what ever smaller convolutions in a row found
/// (https://arxiv.org/abs/2104.13188).
///
/// Five features, at 1/2, 1/4, 1/8, 1/16 and 1/32 of the input's size.
struct STDC {
  let base = 64
  /// Units of the last three features; the first unit of each halves the size.
  let units: [Int]

  /// `STDC1`.
  static let stdc1 = STDC(units: [2, 2, 2])

  static let arguments: [String] = []

  static func buildSTDC1(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    try stdc1.features(of: picture, &builder)
  }

  private func features(
    of picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    let half = try convolution("features.0", picture, base / 2, stride: 2, &builder)
    let quarter = try convolution("features.1", half, base, stride: 2, &builder)
    var features = [half, quarter]
    var x = quarter
    var index = 2
    for (level, count) in units.enumerated() {
      for unit in 0..<count {
        x = try concatenated(
          "features.\(index)", x, (4 * base) << level, halves: unit == 0, &builder)
        index += 1
      }
      features.append(x)
    }
    return features
  }

  /// Half of the channels from a 1×1, the rest from 3×3 convolutions with ever fewer: 1/4, 1/8, 1/8.
  private func concatenated(
    _ path: String, _ input: ValueID, _ channels: Int, halves: Bool,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    var first = try convolution(
      "\(path).conv_list.0", input, channels / 2, kernel: 1, &builder)
    var x = first
    if halves {
      x = try builder.convolutionUnit(
        "backbone.\(path).avd_layer", x, outputChannels: channels / 2, kernel: 3, stride: 2,
        padding: .pixels(1), groups: channels / 2, activation: .identity,
        naming: .list)
      first = try builder.averagePool(first, window: 3, stride: 2, padding: 1)
    }
    var parts = [first]
    for (index, divisor) in [4, 8, 8].enumerated() {
      x = try convolution("\(path).conv_list.\(index + 1)", x, channels / divisor, &builder)
      parts.append(x)
    }
    return try builder.concatenation(parts)
  }

  private func convolution(
    _ path: String, _ input: ValueID, _ channels: Int, kernel: Int = 3, stride: Int = 1,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    try builder.convolutionUnit(
      "backbone.\(path)", input, outputChannels: channels, kernel: kernel, stride: stride,
      padding: .pixels(kernel / 2), activation: .relu, naming: .short)
  }
}
