import ArgumentParser
import SilhouetteConfiguration
import SilhouetteEvaluation
import SilhouetteMedia

/// `silhouette evaluate`: how well a model finds the persons of pictures with masks.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a model on pictures with masks.",
    discussion: """
      Examples:
        silhouette evaluate --images photos/ --masks masks/
        silhouette evaluate --list val.txt --model mine.onnx --json result.json
        silhouette evaluate --config my.yml --model best_model/model.pdparams
        silhouette evaluate --list val.txt --preset cutout --sheet worst.png

      A mask is called as its picture, with any ending, and has its size. A list
      has a picture and its mask on each line, relative to its folder. Masks are grey
      (a person from 128 on) or classes: 0 background, 1 person, 255 not judged.
      Unless told, they are classes if the first that holds other numbers than 0 and
      255 holds nothing but 0, 1 and 255.

      --config is a PaddleSeg configuration: the list (val_dataset), what is done to
      pictures (its transforms), how the network is run (test_config), and the
      network of a .pdparams file (model). Options come before what it says.

      A model is run as PaddleSeg's val.py runs it, or with --preset cutout as
      'silhouette cutout' does.

      \(ExitStatus.summary)
      """)

  @Option(
    help: ArgumentHelp(
      "The network, as 'silhouette cutout' takes it; by default general, or the weights that the "
        + "configuration names.", valueName: "model"))
  var model: ModelChoice?

  @Option(help: ArgumentHelp("The folder of the pictures.", valueName: "folder"))
  var images: FilePath?

  @Option(help: ArgumentHelp("The folder of their masks.", valueName: "folder"))
  var masks: FilePath?

  @Option(help: ArgumentHelp("A text file that names pictures and masks.", valueName: "file"))
  var list: FilePath?

  @Option(
    help: ArgumentHelp("What stands between the two names on a list's line.", valueName: "text"))
  var separator: String?

  @Option(help: "What the masks hold: gray, classes, or auto.")
  var maskValues = MaskValues.auto

  @Option(help: "How the model is run: paddleseg or cutout.")
  var preset = EvaluationPreset.paddleseg

  @OptionGroup var inference: InferenceOptions

  @Flag(
    inversion: .prefixedNo,
    help: "Measure the area under the receiver operating characteristic too.")
  var auc: Bool?

  @Option(
    help: ArgumentHelp(
      "Write all measures, by picture too, to a file or - as JSON.", valueName: "file"))
  var json: FilePath?

  @OptionGroup var sheet: SheetOptions

  @Flag(help: "Print what PaddleSeg's val.py prints instead of the table.")
  var paddlesegText = false

  @Flag(help: "Replace files that are there.")
  var force = false

  @OptionGroup(title: "Network and threads") var network: NetworkOptions
  @OptionGroup(title: "Network and threads") var threads: ThreadOptions
  @OptionGroup(title: "Messages") var messages: ConsoleOptions

  func validate() throws {
    guard (images == nil) == (masks == nil) else {
      throw ValidationError("--images goes with --masks")
    }
    guard list == nil || images == nil else {
      throw ValidationError("give either --images with --masks, or --list")
    }
    guard list != nil || images != nil || network.config != nil else {
      throw ValidationError("give --images with --masks, --list, or --config")
    }
    guard separator?.isEmpty != true else { throw ValidationError("--separator takes some text") }
    guard preset == .paddleseg || !inference.isActive else {
      throw ValidationError("--preset cutout has neither flips, scales nor windows")
    }
  }

  func run() throws {
    let evaluated = try EvaluatedConfiguration(network.config)
    let model = try model ?? evaluated.pretrained()
    let test = inference.settled(over: try evaluated.tests)
    let pairs = try pairs(evaluated)
    let inputs =
      pairs.flatMap { [$0.image, $0.mask] } + [list, network.config?.file].compactMap { $0 }
    let files = try [json, sheet.sheet].map { path in
      try path.map { try ResultFile(at: $0, replaces: force, inputs: inputs) }
    }
    let finder =
      try preset == .cutout
      ? PersonFinder(cutoutWith: model, network, threads)
      : PersonFinder(model, network, evaluated.configuration, test, threads)
    let run = EvaluationRun(
      pairs: pairs, values: try maskValues.settled(for: pairs), finder: finder,
      console: messages.console(), measuresAreaUnderCurve: auc ?? test.measuresAreaUnderCurve)
    let report = EvaluationReport(model: model.name, preset: preset, set: try run.scores())
    try files[0]?.write(Array((report.json.text + "\n").utf8))
    try files[1]?.write(run.sheet(of: report.set, count: sheet.worst))
    guard json?.isStandardStream != true, sheet.sheet?.isStandardStream != true else { return }
    try StandardOutput.print(paddlesegText ? report.paddleSegText : report.text)
  }

  private func pairs(
    _ evaluated: EvaluatedConfiguration
  ) throws(CommandFailure) -> [ImageMaskPair] {
    if let images, let masks { return try ImageMaskPair.pairs(images: images, masks: masks) }
    if let list { return try ImageMaskPair.pairs(list: list, separator: separator ?? " ") }
    return try evaluated.pairs(separator: separator)
  }
}
