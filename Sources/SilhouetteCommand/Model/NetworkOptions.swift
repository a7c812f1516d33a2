import ArgumentParser

/// The network that photos go through.
struct ModelOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The network: general, landscape, a model file (.tflite, .onnx, .pdparams), a Paddle folder, "
        + "or a name of 'silhouette models'.", valueName: "model"))
  var model = ModelChoice.embedded(.general)

  @OptionGroup var network: NetworkOptions
}

/// What a model's files may leave to whoever runs it.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration of a .pdparams file, which holds weights alone: a PaddleSeg YAML file, or "
        + "a name such as human-v2-lite.", valueName: "config"))
  var config: ConfigurationChoice?

  @OptionGroup var size: InputShapeOption
}

/// For networks whose files leave the input's size open.
struct InputShapeOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The input's size, for a network that leaves it open: WIDTHxHEIGHT, or all extents as the "
        + "file orders them, 1x3x192x192.", valueName: "size"))
  var inputShape: InputShape?
}

extension NetworkOptions {
  var inputShape: InputShape? { size.inputShape }

  /// Refuses a configuration that none of the models would read.
  func requireUse(by models: ModelChoice...) throws(CommandFailure) {
    guard config != nil else { return }
    for model in models {
      if case .checkpoint = try model.place() { return }
    }
    throw CommandFailure(
      "--config: \(models.map(\.name).joined(separator: " and ")) brings its own network",
      hint: "a configuration goes with a .pdparams file")
  }
}
