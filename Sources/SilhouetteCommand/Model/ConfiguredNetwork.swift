import SilhouetteConfiguration
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteZoo

/// A network built from a configuration and the weights of a checkpoint.
struct ConfiguredNetwork {
  /// What errors call the checkpoint.
  let name: String
  let checkpoint: Checkpoint
  let configuration: TrainingConfiguration

  /// - Parameter inputShape: else the size that the configuration brings pictures to.
  func graph(inputShape: InputShape?, ending: Zoo.Ending) throws(CommandFailure) -> Graph {
    let model: ConfigurationNode
    let transforms: [PictureTransform]
    do throws(ConfigurationError) {
      model = try configuration.model()
      transforms = try configuration.validationTransforms()
    } catch {
      throw CommandFailure(error.description.escaped)
    }
    let size = try size(inputShape, transforms.firstSize)
    do throws(ZooError) {
      var graph = try Zoo.network(
        model: model, parameters: checkpoint, inputWidth: size.width, inputHeight: size.height,
        ending: ending)
      if let preprocessing = transforms.preprocessing { graph.preprocessing = preprocessing }
      return graph
    } catch {
      throw CommandFailure("\(culprit(of: error)): \(error.description)".escaped)
    }
  }

  private func size(
    _ asked: InputShape?, _ described: (width: Int, height: Int)?
  ) throws(CommandFailure) -> (width: Int, height: Int) {
    guard let asked else {
      guard let described else {
        throw CommandFailure(
          "\(configuration.name.escaped): says no size for pictures",
          hint: "--input-shape WIDTHxHEIGHT names one")
      }
      return described
    }
    guard let size = asked.pictureSize else {
      throw CommandFailure(
        "\(name): takes one picture of three channels, not \(asked)", hint: "1x3xHEIGHTxWIDTH")
    }
    return size
  }

  private func culprit(of error: ZooError) -> String {
    switch error {
    case .unknownType, .missingType, .unknownArgument, .invalidArgument: configuration.name
    case .missingParameter, .misshapenParameter, .invalidParameterType, .invalidInputSize, .graph:
      name
    }
  }
}
