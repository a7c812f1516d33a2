import SilhouetteGraph

extension Graph {
  /// Says how pictures go in and what comes out, where that can be told from the network itself.
  ///
  /// TensorFlow Lite's optional metadata is not there in converted and quantised files, so the rule
  /// looks at the graph: one float32 picture of three channels goes in and one float32 channel comes
  /// out of a sigmoid (with nothing but `dequantize` after it). Such a network takes RGB from 0 to 1
  /// and gives the probability of a person. Other networks stay undescribed.
  mutating func describeProcessing() {
    guard inputs.count == 1, outputs.count == 1 else { return }
    let picture = self[inputs[0].value].type
    let mask = self[outputs[0].value].type
    guard picture.elementType == .float32, picture.shape.rank == 4, picture.shape[3] == 3,
      mask.elementType == .float32, mask.shape.rank == 4, mask.shape[3] == 1,
      endsInSigmoid
    else { return }
    preprocessing = .unit
    postprocessing = Postprocessing(meaning: .probabilities, personChannel: 0)
  }

  private var endsInSigmoid: Bool {
    var sought = outputs[0].value
    for node in nodes.reversed() where node.outputs.contains(sought) {
      switch node.operation {
      case .activation(.sigmoid): return true
      case .dequantize: sought = node.inputs[0]
      default: return false
      }
    }
    return false
  }
}
