import SilhouetteGraph

extension ReferenceStep {
  /// The largest or the mean element of each window, channel by channel.
  ///
  /// An average counts the places that lie in the picture and, if `countsPadding`, those that lie in
  /// the padding as zeros. Padding added only so that a last, ragged window fits (ceiling mode)
  /// counts too if it is declared, so a reader that means otherwise does not set `countsPadding`.
  func pool(_ operation: Pool) -> ReferenceTensor.Elements {
    let source = PictureExtents(input.shape)
    let target = PictureExtents(resultShape)
    let picture = input.reals
    var results = [Double](repeating: 0, count: resultShape.elementCount)
    for image in 0..<target.batch {
      for y in 0..<target.height {
        for x in 0..<target.width {
          let window = PoolingWindow(operation, y, x, in: source)
          for channel in 0..<target.channels {
            var sum = 0.0
            var largest = -Double.infinity
            for row in window.rows {
              for column in window.columns {
                let element = Double(picture[source.index(image, row, column) + channel])
                sum += element
                largest = max(largest, element)
              }
            }
            let index = target.index(image, y, x) + channel
            switch operation.kind {
            case .maximum: results[index] = largest
            case .average(let countsPadding):
              results[index] = sum / Double(countsPadding ? window.paddedCount : window.count)
            }
          }
        }
      }
    }
    return .reals(operation.activation.applied(to: results))
  }

  /// Row `i` averages input rows `⌊i · h / size⌋ ..< ⌈(i + 1) · h / size⌉`, columns likewise.
  func adaptiveAveragePool(_ operation: AdaptiveAveragePool) -> ReferenceTensor.Elements {
    let source = PictureExtents(input.shape)
    let target = PictureExtents(resultShape)
    let picture = input.reals
    func range(_ place: Int, _ extent: Int, _ size: Int) -> Range<Int> {
      place * extent / size..<((place + 1) * extent + size - 1) / size
    }
    var results = [Float](repeating: 0, count: resultShape.elementCount)
    for image in 0..<target.batch {
      for y in 0..<target.height {
        let rows = range(y, source.height, target.height)
        for x in 0..<target.width {
          let columns = range(x, source.width, target.width)
          for channel in 0..<target.channels {
            var sum = 0.0
            for row in rows {
              for column in columns {
                sum += Double(picture[source.index(image, row, column) + channel])
              }
            }
            results[target.index(image, y, x) + channel] = Float(
              sum / Double(rows.count * columns.count))
          }
        }
      }
    }
    return .reals(results)
  }
}

/// The part of the picture under one place of a pooling window.
struct PoolingWindow {
  let rows: Range<Int>
  let columns: Range<Int>
  /// Places in the picture or its padding.
  let paddedCount: Int

  init(_ pool: Pool, _ y: Int, _ x: Int, in source: PictureExtents) {
    let top = y * pool.strides.height - pool.padding.top
    let left = x * pool.strides.width - pool.padding.left
    rows = max(top, 0)..<min(top + pool.window.height, source.height)
    columns = max(left, 0)..<min(left + pool.window.width, source.width)
    paddedCount = pool.window.height * pool.window.width
  }

  /// Places in the picture.
  var count: Int { rows.count * columns.count }
}
