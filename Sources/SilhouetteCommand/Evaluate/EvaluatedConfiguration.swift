import SilhouetteConfiguration
import SilhouetteMedia

/// What a PaddleSeg configuration says to `evaluate` and `predict`, if one was given.
struct EvaluatedConfiguration {
  private let choice: ConfigurationChoice?
  let configuration: TrainingConfiguration?

  init(_ choice: ConfigurationChoice?) throws(CommandFailure) {
    self.choice = choice
    configuration = try choice?.load()
  }

  /// How the network is run.
  var tests: TestConfiguration {
    get throws(CommandFailure) {
      guard let configuration else { return TestConfiguration() }
      return try EvaluatedConfiguration.reading { () throws(ConfigurationError) in
        try configuration.testConfiguration()
      }
    }
  }

  /// The model to measure where none is named: the weights that the configuration names.
  func pretrained() throws(CommandFailure) -> ModelChoice {
    guard let choice, let configuration else { return .embedded(.general) }
    let text = try EvaluatedConfiguration.reading { () throws(ConfigurationError) in
      try configuration.pretrained()
    }
    guard let text, !text.isEmpty else {
      throw CommandFailure(
        "\(choice.path): names no weights (model.pretrained)", hint: "--model names the model")
    }
    guard !text.contains("://") else {
      throw CommandFailure(
        "\(choice.path): model.pretrained is an address: \(text.escaped)",
        hint: "fetch it and name the file by --model; nothing is fetched here")
    }
    return .file(try existing(choice.resolved(text), key: "model.pretrained"))
  }

  /// The pictures and masks of the validation set.
  func pairs(separator: String?) throws(CommandFailure) -> [ImageMaskPair] {
    guard let choice, let configuration else { return [] }
    let set = try EvaluatedConfiguration.reading { () throws(ConfigurationError) in
      try configuration.validationSet()
    }
    return try ImageMaskPair.pairs(
      list: existing(choice.resolved(set.list), key: "the list of val_dataset"),
      root: existing(choice.resolved(set.root), key: "val_dataset.dataset_root"),
      separator: separator ?? set.separator)
  }

  private func existing(_ path: FilePath, key: String) throws(CommandFailure) -> FilePath {
    guard FileStatus(of: path) == nil else { return path }
    throw CommandFailure(
      "\(choice?.path ?? path): \(key): \(path): no such file or folder",
      hint: "paths are relative to the current folder, else to the configuration's; "
        + "--list or --images with --masks name other pictures")
  }

  private static func reading<Result>(
    _ body: () throws(ConfigurationError) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(ConfigurationError) { return try body() } catch {
      throw CommandFailure(error.description.escaped)
    }
  }
}
