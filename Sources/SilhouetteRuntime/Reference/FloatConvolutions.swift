import SilhouetteGraph

extension ReferenceStep {
  /// `out[y, x, o] = Σ picture[y·stride + i·dilation − padding, …, c] · weights[o, i, j, c] + bias[o]`
  /// over the kernel places `i, j` that lie inside and the channels `c` of the output's group.
  func convolution(_ operation: Convolution) -> ReferenceTensor.Elements {
    let source = PictureExtents(inputs[0].shape)
    let target = PictureExtents(resultShape)
    let kernel = PictureExtents(inputs[1].shape)
    let (picture, weights) = (inputs[0].reals, inputs[1].reals)
    let bias = biases(count: target.channels)
    let outputsPerGroup = target.channels / operation.groups
    var sums = [Double](repeating: 0, count: resultShape.elementCount)
    for image in 0..<target.batch {
      for y in 0..<target.height {
        for x in 0..<target.width {
          for channel in 0..<target.channels {
            let firstInput = channel / outputsPerGroup * kernel.channels
            var sum = 0.0
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
                sum += dotProduct(
                  picture, source.index(image, row, column) + firstInput,
                  weights, kernel.index(channel, i, j), count: kernel.channels)
              }
            }
            sums[target.index(image, y, x) + channel] = sum + bias[channel]
          }
        }
      }
    }
    return .reals(operation.activation.applied(to: sums))
  }

  /// Every output starts as the bias; `picture[y, x, c] · weights[o, i, j, c]` is added at
  /// `(y·stride + i − padding.top, x·stride + j − padding.left, o)` where that lies inside.
  func transposedConvolution(_ operation: TransposedConvolution) -> ReferenceTensor.Elements {
    let source = PictureExtents(inputs[0].shape)
    let target = PictureExtents(resultShape)
    let kernel = PictureExtents(inputs[1].shape)
    let (picture, weights) = (inputs[0].reals, inputs[1].reals)
    let bias = biases(count: target.channels)
    var sums = [Double](repeating: 0, count: resultShape.elementCount)
    for index in sums.indices { sums[index] = bias[index % target.channels] }
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
                sums[target.index(image, row, column) + channel] += dotProduct(
                  picture, source.index(image, y, x),
                  weights, kernel.index(channel, i, j), count: kernel.channels)
              }
            }
          }
        }
      }
    }
    return .reals(operation.activation.applied(to: sums))
  }

  /// `out[…, o] = Σ in[…, k] · weights[o, k] + bias[o]`.
  func fullyConnected(_ operation: FullyConnected) -> ReferenceTensor.Elements {
    let (rows, weights) = (inputs[0].reals, inputs[1].reals)
    let (outputs, depth) = (inputs[1].shape[0], inputs[1].shape[1])
    let bias = biases(count: outputs)
    var sums = [Double](repeating: 0, count: resultShape.elementCount)
    for index in sums.indices {
      let (row, output) = (index / outputs, index % outputs)
      sums[index] =
        bias[output]
        + dotProduct(rows, row * depth, weights, output * depth, count: depth)
    }
    return .reals(operation.activation.applied(to: sums))
  }

  /// `(x − mean) / √(variance + epsilon) · scale + bias`, each by the last axis.
  func batchNormalization(_ operation: BatchNormalization) -> ReferenceTensor.Elements {
    let (scale, bias) = (inputs[1].reals, inputs[2].reals)
    let (mean, variance) = (inputs[3].reals, inputs[4].reals)
    var results = inputs[0].reals
    for index in results.indices {
      let channel = index % scale.count
      let deviation = (Double(variance[channel]) + Double(operation.epsilon)).squareRoot()
      let normalized = (Double(results[index]) - Double(mean[channel])) / deviation
      results[index] = Float(normalized * Double(scale[channel]) + Double(bias[channel]))
    }
    return .reals(results)
  }

  /// The third input, or zeros.
  private func biases(count: Int) -> [Double] {
    guard inputs.count > 2 else { return [Double](repeating: 0, count: count) }
    return inputs[2].reals.map { Double($0) }
  }
}

/// `Σ a[aStart + k] · b[bStart + k]` over `count` places, in order.
private func dotProduct(
  _ a: [Float], _ aStart: Int, _ b: [Float], _ bStart: Int, count: Int
) -> Double {
  var sum = 0.0
  for k in 0..<count { sum += Double(a[aStart + k]) * Double(b[bStart + k]) }
  return sum
}
