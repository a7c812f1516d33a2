import SilhouetteGraph

extension ReferenceStep {
  /// As in floating point, over `(x − zx) · w`; padding adds nothing.
  func quantizedConvolution(
    _ operation: Convolution
  ) throws(RuntimeError) -> ReferenceTensor.Elements {
    let source = PictureExtents(inputs[0].shape)
    let target = PictureExtents(resultShape)
    let kernel = PictureExtents(inputs[1].shape)
    let requantized = try quantizedNode.sums(operation.activation)
    let zeroPoint = requantized.inputZeroPoint
    let (picture, weights) = (inputs[0].integers, inputs[1].integers)
    let bias = integerBiases(count: target.channels)
    let outputsPerGroup = target.channels / operation.groups
    var results = [Int](repeating: 0, count: resultShape.elementCount)
    for image in 0..<target.batch {
      for y in 0..<target.height {
        for x in 0..<target.width {
          for channel in 0..<target.channels {
            let firstInput = channel / outputsPerGroup * kernel.channels
            var sum = bias[channel]
            for i in 0..<kernel.height {
              let row =
                y * operation.strides.height + i * operation.dilations.height
                - operation.padding.top
              guard row >= 0, row < source.height else { continue }
              for j in 0..<kernel.width {
                let column =
                  x * operation.strides.width + j * operation.dilations.width
                  - operation.padding.left
                guard column >= 0, column < source.width else { continue }
                sum += offsetProduct(
                  picture, source.index(image, row, column) + firstInput, zeroPoint,
                  weights, kernel.index(channel, i, j), count: kernel.channels)
              }
            }
            results[target.index(image, y, x) + channel] = requantized(sum, channel: channel)
          }
        }
      }
    }
    return .integers(results)
  }

  func quantizedTransposedConvolution(
    _ operation: TransposedConvolution
  ) throws(RuntimeError) -> ReferenceTensor.Elements {
    let source = PictureExtents(inputs[0].shape)
    let target = PictureExtents(resultShape)
    let kernel = PictureExtents(inputs[1].shape)
    let requantized = try quantizedNode.sums(operation.activation)
    let (picture, weights) = (inputs[0].integers, inputs[1].integers)
    let bias = integerBiases(count: target.channels)
    var sums = [Int](repeating: 0, count: resultShape.elementCount)
    for image in 0..<source.batch {
      for y in 0..<source.height {
        for x in 0..<source.width {
          for i in 0..<kernel.height {
            let row = y * operation.strides.height + i - operation.padding.top
            guard row >= 0, row < target.height else { continue }
            for j in 0..<kernel.width {
              let column = x * operation.strides.width + j - operation.padding.left
              guard column >= 0, column < target.width else { continue }
              for channel in 0..<target.channels {
                sums[target.index(image, row, column) + channel] += offsetProduct(
                  picture, source.index(image, y, x), requantized.inputZeroPoint,
                  weights, kernel.index(channel, i, j), count: kernel.channels)
              }
            }
          }
        }
      }
    }
    for index in sums.indices {
      let channel = index % target.channels
      sums[index] = requantized(sums[index] + bias[channel], channel: channel)
    }
    return .integers(sums)
  }

  private func integerBiases(count: Int) -> [Int] {
    inputs.count > 2 ? inputs[2].integers : [Int](repeating: 0, count: count)
  }
}

/// `Σ (a[aStart + k] − zeroPoint) · b[bStart + k]` over `count` places.
private func offsetProduct(
  _ a: [Int], _ aStart: Int, _ zeroPoint: Int, _ b: [Int], _ bStart: Int, count: Int
) -> Int {
  var sum = 0
  for k in 0..<count { sum += (a[aStart + k] - zeroPoint) * b[bStart + k] }
  return sum
}
