/// Weights in the order in which row kernels read them: output channels in blocks of one vector,
/// lanes past the last channel zero.
struct RowWeights {
  let vector: Int

  func blocks(_ channels: Int) -> Int { (channels + vector - 1) / vector }

  /// `[channel]` as `[block][V]`.
  func perChannel(_ numbers: [Float]) -> [Float] {
    numbers + [Float](repeating: 0, count: blocks(numbers.count) * vector - numbers.count)
  }

  /// `[output][place][input]` as `[block][place][input][V]`.
  func convolution(_ weights: [Float], outputs: Int, places: Int, inputs: Int) -> [Float] {
    var packed = [Float](repeating: 0, count: blocks(outputs) * places * inputs * vector)
    var source = 0
    for output in 0..<outputs {
      let block = output / vector * places * inputs * vector + output % vector
      for place in 0..<places * inputs {
        packed[block + place * vector] = weights[source]
        source += 1
      }
    }
    return packed
  }

  /// `[output][input]` with the last `tail` outputs packed as those of an expansion, behind the other
  /// outputs' whole blocks.
  func convolution(_ weights: [Float], outputs: Int, inputs: Int, tail: Int) -> [Float] {
    let whole = (outputs - tail) * inputs
    return convolution(
      Array(weights[..<whole]), outputs: outputs - tail, places: 1, inputs: inputs)
      + expansion(Array(weights[whole...]), outputs: tail, places: 1, inputs: inputs)
  }

  /// `[output][row of 3][column of 3][input]` as `[block][row of 6][column of 6][input][V]`:
  /// Winograd's G w Gᵀ, of stride 2 with the last row of G once instead of four times.
  func winograd(_ weights: [Float], outputs: Int, inputs: Int, stride: Int) -> [Float] {
    let points = stride == 1 ? winogradPoints : stridedWinogradPoints
    var packed = [Float](repeating: 0, count: blocks(outputs) * 36 * inputs * vector)
    weights.withUnsafeBufferPointer { weights in
      packed.withUnsafeMutableBufferPointer { packed in
        // Output channels innermost: they fill the same vectors.
        for block in 0..<blocks(outputs) {
          for input in 0..<inputs {
            for output in block * vector..<min((block + 1) * vector, outputs) {
              let source = output * 9 * inputs + input
              // A column of G w, then G again for each of its six rows at once.
              func column(_ j: Int) -> SIMD8<Double> {
                Double(weights[source + j * inputs]) * points.0
                  + Double(weights[source + (3 + j) * inputs]) * points.1
                  + Double(weights[source + (6 + j) * inputs]) * points.2
              }
              let (a, b, c) = (column(0), column(1), column(2))
              let target = (block * 36 * inputs + input) * vector + output % vector
              for j in 0..<6 {
                let numbers = a * points.0[j] + b * points.1[j] + c * points.2[j]
                for i in 0..<6 {
                  packed[target + (i * 6 + j) * inputs * vector] = Float(numbers[i])
                }
              }
            }
          }
        }
      }
    }
    return packed
  }

  /// The columns of Winograd's G for the points 0, 1, −1, 2, −2 and infinity.
  private var winogradPoints: (SIMD8<Double>, SIMD8<Double>, SIMD8<Double>) {
    (
      SIMD8(1 / 4, -1 / 6, -1 / 6, 1 / 24, 1 / 24, 0, 0, 0),
      SIMD8(0, -1 / 6, 1 / 6, 1 / 12, -1 / 12, 0, 0, 0),
      SIMD8(0, -1 / 6, -1 / 6, 1 / 6, 1 / 6, 1, 0, 0)
    )
  }

  /// The same for stride 2: the points 0, 1, −1, 2 and infinity for the first and the last weight of
  /// three, and the one between them as it is.
  private var stridedWinogradPoints: (SIMD8<Double>, SIMD8<Double>, SIMD8<Double>) {
    (
      SIMD8(1 / 2, -1 / 2, -1 / 6, 1 / 6, 0, 0, 0, 0),
      SIMD8(0, 0, 0, 0, 0, 1, 0, 0),
      SIMD8(0, -1 / 2, 1 / 6, 1 / 3, 1, 0, 0, 0)
    )
  }

  /// `[channel][place]` as `[block][place][V]`.
  func depthwise(_ weights: [Float], channels: Int, places: Int) -> [Float] {
    convolution(weights, outputs: channels, places: places, inputs: 1)
  }

  /// `[output][place][input]` as, for each group of 4, 2 or 1 of the places' outputs, `[four inputs of
  /// whole blocks][turn][V]`: the weight of output (lane − turn) modulo the group and of input
  /// lane mod 4 of the four.
  func expansion(_ weights: [Float], outputs: Int, places: Int, inputs: Int) -> [Float] {
    let count = outputs * places
    let fours = blocks(inputs) * vector / 4
    var packed: [Float] = []
    packed.reserveCapacity(count * fours * vector)
    var first = 0
    while first < count {
      let group = count - first >= 4 ? 4 : count - first >= 2 ? 2 : 1
      for place in 0..<fours * group * vector {
        let (lane, turn) = (place % vector, place / vector % group)
        let input = place / vector / group * 4 + lane % 4
        let output = first + (lane + group - turn) % group
        let row = output % outputs * places + output / outputs
        packed.append(input < inputs ? weights[row * inputs + input] : 0)
      }
      first += group
    }
    return packed
  }
}
