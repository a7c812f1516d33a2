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

  /// `[channel][place]` as `[block][place][V]`.
  func depthwise(_ weights: [Float], channels: Int, places: Int) -> [Float] {
    convolution(weights, outputs: channels, places: places, inputs: 1)
  }

  /// `[output][place][input]` as `[place][output][input]`.
  func expansion(_ weights: [Float], outputs: Int, places: Int, inputs: Int) -> [Float] {
    var packed: [Float] = []
    packed.reserveCapacity(weights.count)
    for place in 0..<places {
      for output in 0..<outputs {
        let start = (output * places + place) * inputs
        packed += weights[start..<start + inputs]
      }
    }
    return packed
  }
}
