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
