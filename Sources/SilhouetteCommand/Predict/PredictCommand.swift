import ArgumentParser
import SilhouetteEvaluation
import SilhouetteMedia

/// `silhouette predict`: what PaddleSeg's predict.py writes.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Write masks as PaddleSeg's predict.py does.",
    discussion: """
      Examples:
        silhouette predict general photo.jpg -o result/
        silhouette predict mine.onnx val.txt -o result/ --custom-color 0 0 0 0 255 0
        silhouette predict mine.pdparams photos/ -o result/ --config human-v2-lite

      Each picture gives added_prediction/NAME, the classes' colours over it, and
      pseudo_color_prediction/NAME.png, a palette PNG whose pixels are the classes:
      0 background, 1 person. A .txt file lists pictures: the first word of each
      line, relative to its folder. Inputs are never written over.

      --config is a PaddleSeg configuration: the network of a .pdparams file, what
      is done to pictures (val_dataset) and how the network is run (test_config).

      \(ExitStatus.summary)
      """)

  @Argument(help: "A model: a file or a name.")
  var model: ModelChoice

  @Argument(help: ArgumentHelp("Pictures, folders, or lists.", valueName: "input"))
  var inputs: [FilePath]

  @Option(name: [.short, .long], help: ArgumentHelp("Where results go.", valueName: "folder"))
  var output: FilePath

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Red, green and blue (0 to 255) of class 0, of class 1, and so on.", valueName: "number"))
  var customColor: [UInt8] = []

  @OptionGroup var inference: InferenceOptions

  @Flag(help: "Replace results that are there.")
  var force = false

  @OptionGroup(title: "Network and threads") var network: NetworkOptions
  @OptionGroup(title: "Network and threads") var threads: ThreadOptions
  @OptionGroup(title: "Messages") var messages: ConsoleOptions

  func validate() throws {
    guard customColor.count % 3 == 0 else {
      throw ValidationError("--custom-color takes three numbers for each class")
    }
  }

  func run() throws {
    let found = try PredictionInputs(inputs, excluding: FileStatus(of: output)?.identity)
    let plan = try PredictionPlan(found.pictures, folder: output, replaces: force)
    let evaluated = try EvaluatedConfiguration(network.config)
    let finder = try PersonFinder(
      model, network, evaluated.configuration, inference.settled(over: evaluated.tests), threads)
    let failed = messages.console().countingFailures(through: plan.tasks) {
      task throws(CommandFailure) in
      try task.run(finder, ColorMap(custom: customColor), replaces: force)
    }
    if failed > 0 { throw EarlyExit(status: .someFailed) }
  }
}
