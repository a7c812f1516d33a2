import ArgumentParser
import Silhouette
import SilhouetteEvaluation
import SilhouetteMedia

/// `silhouette compare`: how far two networks agree on the same pictures.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two networks on the same pictures.",
    discussion: """
      Examples:
        silhouette compare general mine_int8.tflite --images photos/
        silhouette compare a.onnx b.tflite --images photos/ --min-cosine 0.97
        silhouette compare general mine_int8.tflite --images photo.jpg --per-layer
        silhouette compare a.onnx b.onnx --images photos/ --sheet worst.png

      A model is a file of any format, a Paddle folder, or a name. Both see the same
      pictures, each at its own input's size. Masks are compared as they leave the
      networks; where their sizes differ, at the size of the picture.

      The cosine similarity of two masks is Σab / √(Σa²·Σb²). --per-layer runs both
      on the first picture by the reference executor, finds layers that do the same,
      and says where they part.

      \(ExitStatus.summary)
      """)

  @Argument(help: "The network to compare with.")
  var first: ModelChoice

  @Argument(help: "The network to compare.")
  var second: ModelChoice

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Photos, or folders of photos with all below them.", valueName: "input"))
  var images: [FilePath]

  @Option(help: "A mask's values above this are a person.")
  var threshold: Float = 0.5

  @Option(
    help: ArgumentHelp(
      "End with status 1 if the mean cosine similarity is lower; with --per-layer, tell the "
        + "first layer below it.", valueName: "cosine"))
  var minCosine: Double?

  @Flag(help: "Compare layer by layer on the first picture.")
  var perLayer = false

  @OptionGroup var sheet: SheetOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Replace a sheet that is there.")
  var force = false

  @OptionGroup(title: "Network and threads") var network: NetworkOptions
  @OptionGroup(title: "Network and threads") var threads: ThreadOptions
  @OptionGroup(title: "Messages") var messages: ConsoleOptions

  func validate() throws {
    guard !images.isEmpty else { throw ValidationError("--images takes a photo or a folder") }
    guard (0..<1).contains(threshold) else { throw ValidationError("--threshold takes 0 to 1") }
    if let minCosine, !(0...1).contains(minCosine) {
      throw ValidationError("--min-cosine takes 0 to 1")
    }
    guard !(perLayer && sheet.sheet != nil) else {
      throw ValidationError("--per-layer has no --sheet")
    }
  }

  func run() throws {
    try network.requireUse(by: first, second)
    let console = messages.console()
    let pictures = InputPictures(at: images, excluding: nil)
    if perLayer {
      try finish(try layerReport(pictures, console: console), failed: 0, console: console)
      return
    }
    let run = try MaskComparisonRun(
      segmenter(first), segmenter(second), threshold: threshold, console: console)
    let sheet = try self.sheet.sheet.map { path throws(CommandFailure) in
      try ResultFile(at: path, replaces: force, inputs: pictures.paths)
    }
    let results = run.results(on: pictures)
    guard let report = MaskReport(results, first: first.name, second: second.name, threshold) else {
      throw EarlyExit(status: .someFailed)
    }
    try sheet?.write(run.sheet(of: report, count: self.sheet.worst))
    try finish(report, failed: results.failed, console: console)
  }

  private func segmenter(_ model: ModelChoice) throws(CommandFailure) -> Segmenter {
    try model.segmenter(
      options: Segmenter.Options(
        threads: threads.threads, refinement: .off, instructionSet: try threads.instructionSet()),
      config: network.config, inputShape: network.inputShape)
  }

  private func layerReport(
    _ pictures: InputPictures, console: Console
  ) throws -> LayerTable {
    for case .picture(let picture) in pictures.entries {
      let pixels = try InputPictures.pixels(of: picture.path)
      return try LayerTable(first, second, network, pixels, minimumCosine: minCosine)
    }
    for case .failure(let failure) in pictures.entries { console.error(failure.message) }
    throw EarlyExit(status: .someFailed)
  }

  private func finish(
    _ report: some ComparisonReport, failed: Int, console: Console
  ) throws {
    try StandardOutput.print(json ? report.json.text + "\n" : report.text)
    if let minCosine, !(report.decisiveCosine >= minCosine) {
      console.error(
        "\(report.decisiveName) \(report.decisiveCosine.fixed(4)) is below "
          + "\(minCosine.fixed(4))")
      throw EarlyExit(status: .someFailed)
    }
    if failed > 0 { throw EarlyExit(status: .someFailed) }
  }
}

/// What a comparison found, for people and for programs.
protocol ComparisonReport {
  var text: String { get }
  var json: JSONValue { get }
  /// What `--min-cosine` is held against, and what messages call it.
  var decisiveCosine: Double { get }
  var decisiveName: String { get }
}
