import ArgumentParser
import Silhouette
import SilhouetteMedia

/// `silhouette cutout`: photos in, people out.
struct CutoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cutout",
    abstract: "Cut the people out of photos.",
    discussion: """
      Examples:
        silhouette cutout photo.jpg                       writes photo-cutout.png
        silhouette cutout photo.jpg -o me.jpg --background '#204080'
        silhouette cutout photo.jpg -o me.webp --background beach.jpg --crop 5%
        silhouette cutout holiday/ -o people/ --background blur --skip-existing
        silhouette cutout photo.jpg --mask -o matte.png   how much of each pixel
                                                          is person
        curl -s $URL | silhouette cutout - > person.png

      Photos: JPEG, PNG, WebP, TIFF, BMP, GIF, HEIC, AVIF. In folders, hidden names
      and earlier results (NAME-cutout) are left out. A LENGTH is pixels or, with %,
      a share of the photo's short side. Inputs are never written over.

      \(ExitStatus.summary)
      """)

  @Argument(
    help: ArgumentHelp(
      "Photos, or folders of photos with all below them; - is standard input.", valueName: "input"))
  var inputs: [FilePath]

  @OptionGroup(title: "Output options") var output: OutputOptions
  @OptionGroup(title: "Picture options") var picture: PictureOptions
  @OptionGroup(title: "Edge options") var edge: EdgeOptions
  @OptionGroup(title: "Network and threads") var model: ModelOption
  @Flag(
    help: """
      Turn the network's input for photos that stand, where its size is open; without it, each \
      photo's own shape decides.
      """)
  var upright = false

  @OptionGroup(title: "Network and threads") var threads: ThreadOptions
  @OptionGroup(title: "Network and threads") var jobs: JobOptions
  @OptionGroup(title: "Messages") var messages: ConsoleOptions

  func run() throws {
    let start = Moment.now()
    let console = messages.console()
    let naming = try output.naming(for: inputs)
    let plan = try makePlan(naming)
    let share = jobs.share(ofThreads: threads.count, tasks: plan.tasks.count)
    let recipe = try makeRecipe(format: naming.format, console: console)
    let job = try makeJob(recipe, threads: share.threadsPerJob, console: console)
    try makeFolders(for: plan, naming)
    let report = try output.openReport()
    let run = CutoutRun(
      plan: plan, job: job, jobs: share.jobs, console: console, report: report)
    let ready = Moment.now()
    let counts = run.run()
    let summary = CutoutSummary(counts: counts, start: start, ready: ready, end: .now())
    try finish(summary, console: console, report: report)
  }

  private func finish(
    _ summary: CutoutSummary, console: Console, report: ReportFile?
  ) throws(EarlyExit) {
    report?.finish(summary.json)
    if summary.counts.total > 1 { console.note(summary.text) }
    if let failure = report?.failure { console.error(failure) }
    if summary.counts.failed > 0 || report?.failure != nil { throw EarlyExit(status: .someFailed) }
  }
}
