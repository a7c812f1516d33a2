import SilhouetteGraph

extension TinyModelMaker {
  mutating func addReductions() throws {
    let average = Pool.Kind.average(countsPadding: false)
    for kind in [Pool.Kind.maximum, average] {
      let name = kind == .maximum ? "maxPool" : "averagePool"
      try add(
        "\(name), VALID", .pool(Pool(kind, window: Extent2D(height: 3, width: 2), strides: .one)),
        [picture(3)])
      try add(
        "\(name), SAME",
        .pool(
          Pool(
            kind, window: Extent2D(3), strides: Extent2D(2),
            padding: Padding(top: 1, bottom: 1, left: 0, right: 1), activation: .relu)),
        [[1, 7, 8, 3]])
    }
    try add(
      "maxPool with explicit padding",
      .pool(
        Pool(
          .maximum, window: Extent2D(3), strides: Extent2D(2),
          padding: Padding(top: 1, bottom: 0, left: 1, right: 0))), [picture(3)], isDirect: false)
    try add(
      "adaptiveAveragePool", .adaptiveAveragePool(AdaptiveAveragePool(size: Extent2D(2))),
      [[1, 6, 8, 3]], isDirect: false)
    for kind in Reduction.Kind.allCases {
      try add(
        "\(kind.name) over the map", .reduction(Reduction(kind, axes: [1, 2], keepsAxes: true)),
        [picture(3)])
      try add(
        "\(kind.name) over channels", .reduction(Reduction(kind, axes: [3], keepsAxes: false)),
        [picture(3)])
    }
    try add("softmax", .softmax(Softmax(axis: 3, beta: 2)), [picture(4)])
    try add(
      "argMax", .argMax(ArgMax(axis: 3, keepsAxis: false, elementType: .int64)), [picture(4)])
    try add(
      "argMax, axis kept", .argMax(ArgMax(axis: 3, keepsAxis: true, elementType: .int32)),
      [picture(4)], isDirect: false)
  }
}
