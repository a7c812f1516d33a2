import SilhouetteGraph

extension ReferenceStep {
  /// The largest or the average number under each window; only places in the picture count.
  func quantizedPool(_ operation: Pool) throws(RuntimeError) -> ReferenceTensor.Elements {
    let source = PictureExtents(input.shape)
    let target = PictureExtents(resultShape)
    let range = try quantizedNode.range(operation.activation)
    let picture = input.integers
    var results = [Int](repeating: 0, count: resultShape.elementCount)
    for image in 0..<target.batch {
      for y in 0..<target.height {
        for x in 0..<target.width {
          let window = PoolingWindow(operation, y, x, in: source)
          for channel in 0..<target.channels {
            var sum = 0
            var largest = Int.min
            for row in window.rows {
              for column in window.columns {
                let element = picture[source.index(image, row, column) + channel]
                sum += element
                largest = max(largest, element)
              }
            }
            let result =
              operation.kind == .maximum
              ? largest : quantizedAverage(sum: sum, count: window.count)
            results[target.index(image, y, x) + channel] = range.clamping(result)
          }
        }
      }
    }
    return .integers(results)
  }

  func quantizedMean(_ operation: Reduction) throws(RuntimeError) -> ReferenceTensor.Elements {
    let mean = try quantizedNode.mean()
    let integers = input.integers
    var sums = [Int](repeating: 0, count: resultShape.elementCount)
    for (index, place) in reducedPlaces(operation.axes).enumerated() {
      sums[place] += integers[index]
    }
    return .integers(sums.map { mean(sum: $0) })
  }
}
