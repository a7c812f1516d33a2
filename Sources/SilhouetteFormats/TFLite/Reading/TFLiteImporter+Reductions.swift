import SilhouetteGraph

extension TFLiteImporter {
  mutating func addReduction(
    _ kind: Reduction.Kind, _ operation: TFLiteOperator
  ) throws(FormatError) {
    let options = try operation.options(TFLiteOptions.Reducer.unionType)
    let id = try input(0, of: operation)
    let shape = graph[id].shape
    var isReduced = [Bool](repeating: false, count: shape.rank)
    for number in try integers(1, of: operation) {
      isReduced[try axis(number, of: shape, in: operation)] = true
    }
    let axes = isReduced.indices.filter { isReduced[$0] }
    let keepsAxes = try options.bool(TFLiteOptions.Reducer.keepsAxes)
    try add(
      .reduction(Reduction(kind, axes: axes, keepsAxes: keepsAxes)), [id], for: operation)
  }

  mutating func addArgMax(_ operation: TFLiteOperator) throws(FormatError) {
    let id = try input(0, of: operation)
    let axis = try axis(try integer(1, of: operation), of: graph[id].shape, in: operation)
    let elementType = try outputType(0, of: operation).elementType
    try add(
      .argMax(ArgMax(axis: axis, keepsAxis: false, elementType: elementType)), [id],
      for: operation)
  }
}
