import SilhouetteConfiguration
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteZoo

/// A network's files, read once, from which it is built at one size of its input or another.
struct NetworkSource {
  /// What errors call it.
  let name: String
  let form: Form

  enum Form {
    case file(Bytes)
    case export(program: Bytes, parameters: Bytes, description: DeployDescription?)
    case checkpoint(Checkpoint, TrainingConfiguration)
  }

  /// The network; an open size is what is asked for, else what its description brings pictures to.
  ///
  /// - Parameter ending: of a network that is built from a configuration.
  func graph(
    inputShape: InputShape? = nil, ending: Zoo.Ending = .softmax
  ) throws(CommandFailure) -> Graph {
    switch form {
    case .file(let bytes):
      return try reading { () throws(FormatError) in
        try ModelFile.graph(from: bytes, inputShape: inputShape?.extents)
      }
    case .export(let program, let parameters, let description):
      let described = description?.inputSize.map {
        InputShape(width: $0.width, height: $0.height)
      }
      var graph = try reading { () throws(FormatError) in
        try ModelFile.graph(
          program: program, parameters: parameters, inputShape: (inputShape ?? described)?.extents)
      }
      if let description { graph.describe(description) }
      return graph
    case .checkpoint(let checkpoint, let configuration):
      return try ConfiguredNetwork(name: name, checkpoint: checkpoint, configuration: configuration)
        .graph(inputShape: inputShape, ending: ending)
    }
  }

  /// The network in its file's own words.
  func summary() throws(CommandFailure) -> ModelFileSummary {
    switch form {
    case .file(let bytes), .export(let bytes, _, _):
      try reading { () throws(FormatError) in try ModelFile.summary(of: bytes) }
    case .checkpoint: ModelFileSummary(format: "Paddle checkpoint, network by configuration")
    }
  }

  /// What its description does to pictures; `nil` where it has none.
  var transforms: [PictureTransform]? {
    switch form {
    case .file: nil
    case .export(_, _, let description): description?.transforms
    case .checkpoint(_, let configuration): try? configuration.validationTransforms()
    }
  }

  /// The only size that its input can have; `nil` for a network that takes others.
  var fixedSize: (width: Int, height: Int)? {
    let graph: Graph?
    switch form {
    case .checkpoint: return nil
    case .file(let bytes): graph = try? ModelFile.graph(from: bytes)
    case .export(let program, let parameters, let description):
      if let description, !description.isSizeOpen { return description.inputSize }
      graph = try? ModelFile.graph(program: program, parameters: parameters)
    }
    // A file that leaves the size open is not read without one.
    guard let graph, let input = graph.inputs.first else { return nil }
    let shape = graph[input.value].shape
    return shape.rank == 4 ? (shape[2], shape[1]) : nil
  }

  private func reading<Result>(
    _ body: () throws(FormatError) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(FormatError) { return try body() } catch {
      throw CommandFailure("\(name): \(error.description.escaped)")
    }
  }
}

extension NetworkSource {
  /// Refuses what is done to pictures other than stretching them to the input's size: a mask would
  /// not cover the picture.
  func requireStretching() throws(CommandFailure) {
    for transform in transforms ?? [] where !transform.isStretching {
      throw CommandFailure(
        "\(name): pictures are stretched to the network's input here, but \(transform.name) of its "
          + "description asks for something else",
        hint: "'silhouette evaluate' and 'silhouette predict' do every transform")
    }
  }
}

extension PictureTransform {
  /// Whether all that it does to a picture's size is to stretch it to one.
  var isStretching: Bool {
    switch self {
    case .normalize: true
    case .resize(let resize): resize.isStretching
    default: false
    }
  }
}
