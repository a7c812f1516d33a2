import CSilhouetteKernels

/// A map of probabilities that covers a whole picture at a size of its own, row after row.
package struct ProbabilityMap: Sendable {
  package let width: Int
  package let height: Int
  package let values: [Float]

  /// - Precondition: there are `width · height` values, at least one.
  package init(width: Int, height: Int, values: [Float]) {
    precondition(width >= 1 && height >= 1 && values.count == width * height)
    self.width = width
    self.height = height
    self.values = values
  }

  /// The map in a network's output `[height, width, channels]`: a channel of it as it stands, or, of
  /// logits, the sigmoid of the only channel or the softmax of several. Cut to 0…1.
  package init(
    width: Int, height: Int, output: UnsafeBufferPointer<Float>, channels: Int,
    personChannel: Int, areLogits: Bool
  ) {
    let count = width * height
    precondition(output.count >= count * channels && (0..<channels).contains(personChannel))
    let values = [Float](unsafeUninitializedCapacity: count) { values, initialized in
      if let target = values.baseAddress, let source = output.baseAddress {
        slh_person_probabilities(target, source, channels, personChannel, areLogits, count)
      }
      initialized = count
    }
    self.init(width: width, height: height, values: values)
  }

  /// The map with left and right exchanged.
  package var mirrored: ProbabilityMap {
    var result: [Float] = []
    result.reserveCapacity(values.count)
    for y in 0..<height { result += values[y * width..<(y + 1) * width].reversed() }
    return ProbabilityMap(width: width, height: height, values: result)
  }

  /// The map at another size, row after row.
  package func values(width: Int, height: Int) -> [Float] {
    PersonMap(self, width: width, height: height).values(width: width, height: height)
  }
}
