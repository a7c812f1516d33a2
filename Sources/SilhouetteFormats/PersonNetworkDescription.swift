import SilhouetteGraph

extension Graph {
  /// Says how pictures go in and what comes out, where that can be told from the network itself.
  ///
  /// Metadata is optional in every format and lost by converters, so the rule looks at the graph.
  /// One float32 picture of three channels goes in; what comes out decides:
  ///
  /// | output | picture | meaning |
  /// |---|---|---|
  /// | one channel of a sigmoid | 0 to 1 | the probability of a person |
  /// | two channels of a softmax | −1 to 1 | the second is the probability of a person |
  /// | an integer a pixel | −1 to 1 | label 1 is a person |
  /// | two channels of anything else, from channels first | −1 to 1 | logits; the second is a person |
  /// | the same, from channels last | 0 to 1 | logits; the second is a person |
  ///
  /// Those from 0 to 1 are how MediaPipe makes networks (the last one is of Google Meet's), the others
  /// PaddleSeg. All take RGB. Other networks stay undescribed.
  mutating func describeProcessing() {
    absorbOutputTransposes()
    guard inputs.count == 1, outputs.count == 1 else { return }
    let picture = self[inputs[0].value].type
    guard picture.elementType == .float32, picture.shape.rank == 4, picture.shape[3] == 3,
      let postprocessing = personPostprocessing
    else { return }
    self.postprocessing = postprocessing
    let isChannelsLast = inputs[0].permutation == [0, 1, 2, 3]
    preprocessing =
      switch postprocessing.meaning {
      case .probabilities: postprocessing.personChannel == 0 ? .unit : .symmetric
      case .logits: isChannelsLast ? .unit : .symmetric
      case .labels: .symmetric
      }
  }

  private var personPostprocessing: Postprocessing? {
    let mask = self[outputs[0].value].type
    guard let last = lastOperation else { return nil }
    if case .argMax = last, mask.elementType == .int32 || mask.elementType == .int64 {
      return Postprocessing(meaning: .labels, personChannel: 1)
    }
    guard mask.elementType == .float32, mask.shape.rank == 4 else { return nil }
    switch (mask.shape[3], last) {
    case (1, .activation(.sigmoid)):
      return Postprocessing(meaning: .probabilities, personChannel: 0)
    case (2, .softmax(let softmax)) where softmax.axis == 3:
      return Postprocessing(meaning: .probabilities, personChannel: 1)
    case (2, .convolution), (2, .transposedConvolution), (2, .resize), (2, .binary):
      return Postprocessing(meaning: .logits, personChannel: 1)
    default: return nil
    }
  }

  /// What makes the output's numbers: operators behind it only store them otherwise.
  private var lastOperation: Operator? {
    var sought = outputs[0].value
    for node in nodes.reversed() where node.outputs.contains(sought) {
      switch node.operation {
      case .dequantize, .cast, .reshape: sought = node.inputs[0]
      default: return node.operation
      }
    }
    return nil
  }

  /// `transpose` before an output becomes the port's permutation, so that the value keeps our
  /// layout: a network converted from channels first ends in one.
  private mutating func absorbOutputTransposes() {
    for index in outputs.indices {
      let value = outputs[index].value
      guard let place = nodes.lastIndex(where: { $0.outputs == [value] }),
        case .transpose(let transpose) = nodes[place].operation
      else { continue }
      outputs[index].value = nodes[place].inputs[0]
      outputs[index].permutation = outputs[index].permutation.map { transpose.permutation[$0] }
      let isRead = nodes.contains { $0.inputs.contains(value) }
      if !isRead, !outputs.contains(where: { $0.value == value }) { nodes.remove(at: place) }
    }
  }
}
