import ArgumentParser
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
        silhouette evaluate --images photos/ --masks masks/ --preset cutout \\
          --sheet worst.png

      A mask is called as its picture, with any ending, and has its size. A list has a
      picture and its mask on each line, relative to its folder. Masks are grey (a
      person from 128 on) or classes: 0 background, 1 person, 255 not judged. Unless
      told, they are classes if the first that holds other numbers than 0 and 255
      holds nothing but 0, 1 and 255.

      A model is run as PaddleSeg's val.py runs it, or with --preset cutout as
      'silhouette cutout' does.

      \(ExitStatus.summary)
      """)

  @Option(help: ArgumentHelp("The folder of the pictures.", valueName: "folder"))
  var images: FilePath?

  @Option(help: ArgumentHelp("The folder of their masks.", valueName: "folder"))
  var masks: FilePath?

  @Option(help: ArgumentHelp("A text file that names pictures and masks.", valueName: "file"))
  var list: FilePath?

  @Option(
    help: ArgumentHelp("What stands between the two names on a list's line.", valueName: "text"))
  var separator = " "

  @Option(help: "What the masks hold: gray, classes, or auto.")
  var maskValues = MaskValues.auto

  @Option(help: "How the model is run: paddleseg or cutout.")
  var preset = EvaluationPreset.paddleseg

  @OptionGroup var augmentation: AugmentationOptions

  @Option(
    help: ArgumentHelp(
      "Write all measures, by picture too, to a file or - as JSON.", valueName: "file"))
  var json: FilePath?

  @OptionGroup var sheet: SheetOptions

  @Flag(help: "Print what PaddleSeg's val.py prints instead of the table.")
  var paddlesegText = false

  @Flag(help: "Replace files that are there.")
  var force = false

  @OptionGroup(title: "Network and threads") var model: ModelOption
  @OptionGroup(title: "Network and threads") var threads: ThreadOptions
  @OptionGroup(title: "Messages") var messages: ConsoleOptions

  func validate() throws {
    guard (list != nil) != (images != nil && masks != nil), (images == nil) == (masks == nil)
    else { throw ValidationError("give either --images with --masks, or --list") }
    guard !separator.isEmpty else { throw ValidationError("--separator takes some text") }
    guard preset == .paddleseg || !augmentation.isActive else {
      throw ValidationError("--preset cutout has neither flips nor scales")
    }
  }

  func run() throws {
    let pairs = try pairs()
    let inputs = pairs.flatMap { [$0.image, $0.mask] } + (list.map { [$0] } ?? [])
    let files = try [json, sheet.sheet].map { path in
      try path.map { try ResultFile(at: $0, replaces: force, inputs: inputs) }
    }
    let run = EvaluationRun(
      pairs: pairs, values: try maskValues.settled(for: pairs),
      finder: try PersonFinder(model.model, preset, augmentation.augmentation, threads),
      console: messages.console())
    let report = EvaluationReport(model: model.model.name, preset: preset, set: try run.scores())
    try files[0]?.write(Array((report.json.text + "\n").utf8))
    try files[1]?.write(run.sheet(of: report.set, count: sheet.worst))
    guard json?.isStandardStream != true, sheet.sheet?.isStandardStream != true else { return }
    try StandardOutput.print(paddlesegText ? report.paddleSegText : report.text)
  }

  private func pairs() throws(CommandFailure) -> [ImageMaskPair] {
    if let images, let masks { return try ImageMaskPair.pairs(images: images, masks: masks) }
    guard let list else { return [] }
    return try ImageMaskPair.pairs(list: list, separator: separator)
  }
}
