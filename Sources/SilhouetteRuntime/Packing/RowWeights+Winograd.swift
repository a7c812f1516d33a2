extension RowWeights {
  /// `[output][row of 3][column of 3][input]` as `[block][row of 6][column of 6][input][V]`:
  /// Winograd's G w Gᵀ, of stride 2 with the last row of G once instead of four times.
  func winograd(_ weights: [Float], outputs: Int, inputs: Int, stride: Int) -> [Float] {
    let transform = stride == 1 ? WinogradTransform.dense : .strided
    var packed = [Float](repeating: 0, count: blocks(outputs) * 36 * inputs * vector)
    weights.withUnsafeBufferPointer { weights in
      packed.withUnsafeMutableBufferPointer { packed in
        // Output channels innermost: they fill the same vectors.
        for block in 0..<blocks(outputs) {
          for input in 0..<inputs {
            for output in block * vector..<min((block + 1) * vector, outputs) {
              let target = (block * 36 * inputs + input) * vector + output % vector
              transform.forEachNumber(of: weights, from: output * 9 * inputs + input, step: inputs)
              {
                packed[target + $0 * inputs * vector] = $1
              }
            }
          }
        }
      }
    }
    return packed
  }
}

/// Winograd's G, by columns of six numbers.
private struct WinogradTransform {
  let left, middle, right: SIMD8<Double>

  /// For the points 0, 1, −1, 2, −2 and infinity.
  static var dense: WinogradTransform {
    WinogradTransform(
      left: SIMD8(1 / 4, -1 / 6, -1 / 6, 1 / 24, 1 / 24, 0, 0, 0),
      middle: SIMD8(0, -1 / 6, 1 / 6, 1 / 12, -1 / 12, 0, 0, 0),
      right: SIMD8(0, -1 / 6, -1 / 6, 1 / 6, 1 / 6, 1, 0, 0))
  }

  /// For the points 0, 1, −1, 2 and infinity the first and the last weight of three, and the one between
  /// them as it is.
  static var strided: WinogradTransform {
    WinogradTransform(
      left: SIMD8(1 / 2, -1 / 2, -1 / 6, 1 / 6, 0, 0, 0, 0),
      middle: SIMD8(0, 0, 0, 0, 0, 1, 0, 0),
      right: SIMD8(0, -1 / 2, 1 / 6, 1 / 3, 1, 0, 0, 0))
  }

  /// Calls `body` with the places 0..<36 and the numbers of G w Gᵀ; the nine weights w lie `step` apart.
  @inline(__always)
  func forEachNumber(
    of weights: UnsafeBufferPointer<Float>, from first: Int, step: Int,
    _ body: (_ place: Int, Float) -> Void
  ) {
    func column(_ j: Int) -> SIMD8<Double> {
      Double(weights[first + j * step]) * left
        + Double(weights[first + (3 + j) * step]) * middle
        + Double(weights[first + (6 + j) * step]) * right
    }
    // The columns of G w, then G again for each of its six rows at once.
    let (a, b, c) = (column(0), column(1), column(2))
    for j in 0..<6 {
      let numbers = a * left[j] + b * middle[j] + c * right[j]
      for i in 0..<6 { body(i * 6 + j, Float(numbers[i])) }
    }
  }
}
