import SilhouetteConfiguration
import SilhouetteEvaluation
import SilhouetteGraph

extension NetworkSource {
  /// The network at one size after another, with logits where a choice is.
  func resizable(asked: InputShape?) -> ResizableNetwork {
    let fixed = fixedSize.map { RasterSize(width: $0.width, height: $0.height) }
    return ResizableNetwork(name: name, fixedSize: fixed) { (size) throws(EvaluationError) in
      var shape: InputShape?
      if let asked, asked.picture == size {
        shape = asked
      } else if fixed == nil {
        shape = InputShape(width: size.width, height: size.height)
      }
      return try built(inputShape: shape)
    }
  }

  /// What is done to pictures: what the configuration says, else the model's own description, else
  /// they are stretched to its input. A size that was asked for comes before all of these.
  func transforms(
    _ configuration: TrainingConfiguration?, _ asked: InputShape?, _ test: TestConfiguration
  ) throws(EvaluationError) -> [PictureTransform] {
    var transforms = (try configuration?.transforms()) ?? []
    if transforms.isEmpty {
      transforms = self.transforms ?? []
      // An export of one size says it in its shape, and its transforms may not repeat it.
      if let fixedSize, !transforms.isEmpty, transforms.allSatisfy(\.isStretching) {
        transforms = transforms.stretching(to: RasterSize(fixedSize))
      }
    }
    if let asked, !transforms.isEmpty {
      return transforms.stretching(to: try asked.requiredPicture(name))
    }
    guard transforms.isEmpty else { return transforms }
    let graph = try built(inputShape: asked)
    let size = try NetworkInference.inputSize(of: graph, name: name)
    return try .usual(for: graph, name: name, size: test.window == nil ? size : nil)
  }

  private func built(inputShape: InputShape?) throws(EvaluationError) -> Graph {
    do throws(CommandFailure) {
      return try graph(inputShape: inputShape, ending: .logits)
    } catch {
      throw .construction(reason: error.message + (error.hint.map { "; \($0)" } ?? ""))
    }
  }
}

extension TrainingConfiguration {
  fileprivate func transforms() throws(EvaluationError) -> [PictureTransform] {
    do throws(ConfigurationError) { return try validationTransforms() } catch {
      throw .construction(reason: error.description)
    }
  }
}

extension RasterSize {
  fileprivate init(_ size: (width: Int, height: Int)) {
    self.init(width: size.width, height: size.height)
  }
}

extension InputShape {
  fileprivate var picture: RasterSize? { pictureSize.map { RasterSize($0) } }

  fileprivate func requiredPicture(_ name: String) throws(EvaluationError) -> RasterSize {
    guard let picture else {
      throw .network(name: name, reason: "takes one picture of three channels, not \(self)")
    }
    return picture
  }
}
