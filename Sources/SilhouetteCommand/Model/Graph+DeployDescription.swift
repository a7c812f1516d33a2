import SilhouetteConfiguration
import SilhouetteGraph

extension Graph {
  /// Takes over what `deploy.yaml` says of pictures and of the output, where the program itself says
  /// nothing of the latter. A person is class 1 of all of PaddleSeg's networks for people.
  mutating func describe(_ description: DeployDescription) {
    if let preprocessing = description.preprocessing { self.preprocessing = preprocessing }
    guard postprocessing == nil, let output = outputs.first else { return }
    let meaning: Postprocessing.Meaning
    switch description.outputOperation {
    case .argmax: meaning = .labels
    case .softmax: meaning = .probabilities
    case .some(.none): meaning = .logits
    // Exports up to 2.6 do not say it; nodes behind the last softmax or arg-max only copy.
    case nil:
      let isInteger = !self[output.value].elementType.isFloatingPoint
      let endsInSoftmax = nodes.suffix(3).contains {
        if case .softmax = $0.operation { true } else { false }
      }
      meaning = isInteger ? .labels : endsInSoftmax ? .probabilities : .logits
    }
    postprocessing = Postprocessing(meaning: meaning, personChannel: 1)
  }
}
