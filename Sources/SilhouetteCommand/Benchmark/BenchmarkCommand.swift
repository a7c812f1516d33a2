import ArgumentParser
import Silhouette
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteRuntime

/// `silhouette benchmark`: how long a network takes, in the words of TensorFlow Lite's tool.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Time a network, as a whole and step by step.",
    usage: "silhouette benchmark [<model>] [<options>]",
    discussion: """
      Examples:
        silhouette benchmark
        silhouette benchmark --graph model.tflite --num-threads 2
        silhouette benchmark general --input photo.jpg --enable-op-profiling
        silhouette benchmark general --json - | jq .medianMilliseconds

      Times are of the network alone: from its input tensor to its output tensor.
      It runs at least --num-runs times and at least --min-secs seconds. Machines
      drift: compare two programs in turns, not one after the other.

      \(ExitStatus.summary)
      """)

  @Argument(help: "general, landscape, a model file, a Paddle folder, or an installed model.")
  var model: ModelChoice?

  @Option(help: "The same as <model>.")
  var graph: ModelChoice?

  @Option(help: "Threads in total; 0 is one for each core.")
  var numThreads = 1

  @Option(help: "Runs before any is timed.")
  var warmupRuns = 5

  @Option(help: "The fewest runs that are timed.")
  var numRuns = 50

  @Option(help: "The shortest time that runs take together, in seconds.")
  var minSecs = 1.0

  @Option(
    help: ArgumentHelp(
      "What goes in: random numbers, zero, or a picture file, as the network takes it. Random "
        + "numbers are not like a photo, and gates and clamps may cost otherwise.",
      valueName: "random|zero|file"))
  var input = BenchmarkInput.random

  @Flag(help: "Show each step: time, share, GFLOP/s, and its part of the machine's peak.")
  var enableOpProfiling = false

  @Flag(help: "Print comma-separated values: of the steps if they are profiled, else of the runs.")
  var csv = false

  @Option(help: ArgumentHelp("Write one JSON object to a file or - .", valueName: "file"))
  var json: FilePath?

  @Option(help: "How freely the network may be rewritten: faithful, fast or exact.")
  var mode: ExecutionMode?

  @OptionGroup var instructions: InstructionSetOption
  @OptionGroup var network: NetworkOptions

  @Flag(help: "Replace the JSON file if it is there.")
  var force = false

  private static let mostRuns = 1_000_000
  private static let mostSeconds = 3600.0

  func validate() throws {
    guard model == nil || graph == nil else {
      throw ValidationError("--graph and <model> are the same; give one")
    }
    guard (0...WorkerPool.maximumThreads).contains(numThreads) else {
      throw ValidationError("--num-threads takes 0 to \(WorkerPool.maximumThreads)")
    }
    guard (0...Self.mostRuns).contains(warmupRuns) else {
      throw ValidationError("--warmup-runs takes 0 to \(Self.mostRuns)")
    }
    guard (1...Self.mostRuns).contains(numRuns) else {
      throw ValidationError("--num-runs takes 1 to \(Self.mostRuns)")
    }
    guard (0...Self.mostSeconds).contains(minSecs) else {
      throw ValidationError("--min-secs takes 0 to \(Int(Self.mostSeconds))")
    }
    guard !csv || json?.isStandardStream != true else {
      throw ValidationError("--csv and --json - both print to standard output")
    }
  }

  func run() throws {
    let model = model ?? graph ?? .embedded(.general)
    try network.requireUse(by: model)
    let target = try json.map { path throws(CommandFailure) in
      try ResultFile(at: path, replaces: force, inputs: model.place().files + input.files)
    }
    let graph = try model.graph(network)
    let tensors = try input.tensors(of: graph, name: model.name)
    let report = try measured(graph, tensors, name: model.name)
    if csv {
      try StandardOutput.print(report.csv)
    } else if json?.isStandardStream != true {
      try StandardOutput.print(report.text)
    }
    try target?.write(Array((report.json.text + "\n").utf8))
  }

  private func measured(
    _ graph: Graph, _ inputs: [Tensor], name: String
  ) throws(CommandFailure) -> BenchmarkReport {
    let set = try instructions.instructionSet()
    let plan: Plan
    let start = Moment.wallNow()
    do throws(RuntimeError) {
      plan = try Plan(graph, mode: mode, instructionSet: set)
    } catch {
      throw CommandFailure("\(name): \(error.description.escaped)")
    }
    let planning = Moment.wallNow() - start
    let workers = WorkerPool(threads: numThreads == 0 ? WorkerPool.coreCount : numThreads)
    var session = Session(plan, workers: workers)
    for (index, input) in inputs.enumerated() {
      session.withInput(index) { target in
        input.bytes.withUnsafeBytes { target.copyMemory(from: $0) }
      }
    }
    let schedule = BenchmarkSchedule(
      warmups: warmupRuns, runs: numRuns, seconds: minSecs, profiles: enableOpProfiling)
    return BenchmarkReport(
      name: name, input: input.words, plan: plan, threads: workers.threads, warmups: warmupRuns,
      planningSeconds: planning, times: schedule.times(of: &session))
  }
}
