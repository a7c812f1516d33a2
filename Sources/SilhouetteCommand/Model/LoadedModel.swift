import Silhouette
import SilhouetteConfiguration
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia

/// A network out of its files.
struct LoadedModel {
  /// What errors call it.
  let name: String
  let graph: Graph
  /// The file that holds the operators, for ``summary()``.
  private let program: Bytes

  /// The network in the file's own words.
  func summary() throws(CommandFailure) -> ModelFileSummary {
    try LoadedModel.reading(name) { () throws(FormatError) in
      try ModelFile.summary(of: program)
    }
  }

  fileprivate static func reading<Result>(
    _ name: String, _ body: () throws(FormatError) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(FormatError) { return try body() } catch {
      throw CommandFailure("\(name): \(error.description.escaped)")
    }
  }

  fileprivate static func contents(_ path: FilePath) throws(CommandFailure) -> Bytes {
    do throws(MediaError) { return Bytes(copying: try FileSystem.contents(of: path)) } catch {
      throw CommandFailure(error.description)
    }
  }
}

extension ModelChoice {
  /// Reads the network; `inputShape` is for one that leaves its input's size open.
  func load(inputShape: InputShape? = nil) throws(CommandFailure) -> LoadedModel {
    switch try place() {
    case .embedded(let model):
      return try LoadedModel(model.bytes, name: name, inputShape: inputShape)
    case .file(let path):
      return try LoadedModel(
        LoadedModel.contents(path), name: name, inputShape: inputShape)
    case .paddle(let export):
      return try LoadedModel(export, name: name, inputShape: inputShape)
    }
  }

  func graph(inputShape: InputShape? = nil) throws(CommandFailure) -> Graph {
    try load(inputShape: inputShape).graph
  }

  func segmenter(
    options: Segmenter.Options, inputShape: InputShape? = nil
  ) throws(CommandFailure) -> Segmenter {
    if case .paddle(let export) = try place() { try export.requireStretching() }
    let model = try load(inputShape: inputShape)
    do throws(SilhouetteError) {
      return try Segmenter(graph: model.graph, name: model.name, options: options)
    } catch {
      throw CommandFailure(error.description.escaped)
    }
  }
}

extension LoadedModel {
  fileprivate init(
    _ bytes: Bytes, name: String, inputShape: InputShape?
  ) throws(CommandFailure) {
    self.name = name
    program = bytes
    graph = try LoadedModel.reading(name) { () throws(FormatError) in
      try ModelFile.graph(from: bytes, inputShape: inputShape?.extents)
    }
  }

  /// An open size is what is asked for, else what `deploy.yaml` brings pictures to. Normalize there
  /// says more than a program can.
  fileprivate init(
    _ export: PaddleExport, name: String, inputShape: InputShape?
  ) throws(CommandFailure) {
    self.name = name
    let program = try LoadedModel.contents(export.program)
    let parameters = try LoadedModel.contents(export.parameters)
    self.program = program
    let described = export.description?.inputSize.map {
      InputShape(width: $0.width, height: $0.height)
    }
    var graph = try LoadedModel.reading(name) { () throws(FormatError) in
      try ModelFile.graph(
        program: program, parameters: parameters, inputShape: (inputShape ?? described)?.extents)
    }
    if let description = export.description { graph.describe(description) }
    self.graph = graph
  }
}

extension Graph {
  /// Takes over what `deploy.yaml` says of pictures and of the output, where the program itself says
  /// nothing of the latter. A person is class 1 of all of PaddleSeg's networks for people.
  fileprivate mutating func describe(_ description: DeployDescription) {
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
