import SilhouetteGraph

extension ReferenceStep {
  func quantizedResize(_ operation: Resize) -> ReferenceTensor.Elements {
    switch operation.filter {
    case .bilinear: return .integers(quantizedBilinear(operation))
    case .nearest(let rounding):
      return .integers(nearest(input.integers, operation.coordinates, rounding))
    }
  }

  /// The four neighbours by their weights, divided by 2^20 with ties away from zero.
  private func quantizedBilinear(_ operation: Resize) -> [Int] {
    let source = PictureExtents(input.shape)
    let target = PictureExtents(resultShape)
    let rows = QuantizedResizeAxis(
      input: source.height, output: target.height, operation.coordinates)
    let columns = QuantizedResizeAxis(
      input: source.width, output: target.width, operation.coordinates)
    let one = QuantizedResizeAxis.one
    let picture = input.integers
    var results = [Int](repeating: 0, count: resultShape.elementCount)
    for image in 0..<target.batch {
      for y in 0..<target.height {
        let (top, bottom, down) = rows.place(y)
        for x in 0..<target.width {
          let (left, right, across) = columns.place(x)
          for channel in 0..<target.channels {
            func pixel(_ row: Int, _ column: Int) -> Int {
              picture[source.index(image, row, column) + channel]
            }
            let sum =
              (one - down) * ((one - across) * pixel(top, left) + across * pixel(top, right))
              + down * ((one - across) * pixel(bottom, left) + across * pixel(bottom, right))
            results[target.index(image, y, x) + channel] = (-128...127).clamping(
              roundingShiftRight(sum, by: 20))
          }
        }
      }
    }
    return results
  }
}
