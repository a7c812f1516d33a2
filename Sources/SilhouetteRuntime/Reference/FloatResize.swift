import SilhouetteGraph

extension ReferenceStep {
  func resize(_ operation: Resize) -> ReferenceTensor.Elements {
    switch operation.filter {
    case .bilinear: return .reals(bilinear(operation, channels: resultShape[3]))
    case .nearest(let rounding):
      return .reals(nearest(input.reals, operation.coordinates, rounding))
    }
  }

  /// `(1 − b)·((1 − a)·p₀₀ + a·p₀₁) + b·((1 − a)·p₁₀ + a·p₁₁)` of the four neighbours.
  private func bilinear(_ operation: Resize, channels: Int) -> [Float] {
    let source = PictureExtents(input.shape)
    let shape: Shape = [resultShape[0], resultShape[1], resultShape[2], channels]
    let target = PictureExtents(shape)
    let rows = ResizeCoordinates(
      input: source.height, output: target.height, operation.coordinates)
    let columns = ResizeCoordinates(
      input: source.width, output: target.width, operation.coordinates)
    let picture = input.reals
    var results = [Float](repeating: 0, count: shape.elementCount)
    for image in 0..<target.batch {
      for y in 0..<target.height {
        let (top, bottom, down) = rows.bilinear(y)
        for x in 0..<target.width {
          let (left, right, across) = columns.bilinear(x)
          for channel in 0..<target.channels {
            func pixel(_ row: Int, _ column: Int) -> Double {
              Double(picture[source.index(image, row, column) + channel])
            }
            let (a, b) = (Double(across), Double(down))
            let upper = (1 - a) * pixel(top, left) + a * pixel(top, right)
            let lower = (1 - a) * pixel(bottom, left) + a * pixel(bottom, right)
            results[target.index(image, y, x) + channel] = Float((1 - b) * upper + b * lower)
          }
        }
      }
    }
    return results
  }

  /// The sum over the window of each place's picture, resized and read at its place.
  func windowedResize(_ operation: WindowedResize) -> ReferenceTensor.Elements {
    let source = PictureExtents([
      resultShape[0], resultShape[1], resultShape[2], input.shape[3],
    ])
    let target = PictureExtents(resultShape)
    let places = bilinear(operation.resize, channels: source.channels)
    let (window, before) = (operation.window, operation.before)
    var results = [Float](repeating: 0, count: resultShape.elementCount)
    for index in results.indices {
      let pixel = index / target.channels
      let x = pixel % target.width
      let y = pixel / target.width % target.height
      let image = pixel / target.width / target.height
      var sum = 0.0
      for place in 0..<window.height * window.width {
        let row = y + place / window.width - before.height
        let column = x + place % window.width - before.width
        guard (0..<target.height).contains(row), (0..<target.width).contains(column) else {
          continue
        }
        let start = source.index(image, row, column) + place * target.channels
        sum += Double(places[start + index % target.channels])
      }
      results[index] = Float(sum)
    }
    return .reals(results)
  }

  func nearest<Element>(
    _ picture: [Element], _ coordinates: Resize.Coordinates, _ rounding: Resize.Rounding
  ) -> [Element] {
    let source = PictureExtents(input.shape)
    let target = PictureExtents(resultShape)
    let rows = ResizeCoordinates(input: source.height, output: target.height, coordinates)
    let columns = ResizeCoordinates(input: source.width, output: target.width, coordinates)
    var results: [Element] = []
    results.reserveCapacity(resultShape.elementCount)
    for image in 0..<target.batch {
      for y in 0..<target.height {
        let row = rows.nearest(y, rounding)
        for x in 0..<target.width {
          let first = source.index(image, row, columns.nearest(x, rounding))
          results.append(contentsOf: picture[first..<first + source.channels])
        }
      }
    }
    return results
  }
}
