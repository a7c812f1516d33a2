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

  /// `[output][row][column of 3][input]` as `[block][row][input][6][V]`: Winograd's G w for the
  /// points 0, 1, −1, 2, −2 and infinity.
  func winograd(_ weights: [Float], outputs: Int, rows: Int, inputs: Int) -> [Float] {
    var packed = [Float](repeating: 0, count: blocks(outputs) * rows * inputs * 6 * vector)
    for output in 0..<outputs {
      let block = output / vector * rows * inputs * 6 * vector + output % vector
      for row in 0..<rows {
        let source = (output * rows + row) * 3 * inputs
        for input in 0..<inputs {
          let (a, b, c) = (
            Double(weights[source + input]), Double(weights[source + inputs + input]),
            Double(weights[source + 2 * inputs + input])
          )
          let target = block + (row * inputs + input) * 6 * vector
          packed[target] = Float(a / 4)
          packed[target + vector] = Float(-(a + b + c) / 6)
          packed[target + 2 * vector] = Float(-(a - b + c) / 6)
          packed[target + 3 * vector] = Float((a + 2 * b + 4 * c) / 24)
          packed[target + 4 * vector] = Float((a - 2 * b + 4 * c) / 24)
          packed[target + 5 * vector] = Float(c)
        }
      }
    }
    return packed
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
