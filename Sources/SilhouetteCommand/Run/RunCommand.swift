import ArgumentParser
import Silhouette
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteRuntime

extension ExecutionMode: ExpressibleByArgument {}

/// `silhouette run`: a network on raw tensors, for comparing and debugging.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a network on raw tensors.",
    usage: "silhouette run <model> --input <file> ... --output <file> ... [<options>]",
    discussion: """
      Examples:
        silhouette run general --input picture.npy -o mask.npy
        silhouette run model.tflite --input picture.npy -o results/
        silhouette run model.tflite --input left=a.npy --input right=b.npy \\
          -o sum=c.npy
        silhouette run model.tflite --reference --input picture.npy -o expected.npy

      Tensors are NumPy arrays (.npy) of the shape and type that the model file says;
      'silhouette inspect MODEL' lists its inputs and outputs. Where a network takes
      float32 and says how pictures become its input, an array of uint8 is taken as
      an RGB picture of that size and normalised. - is standard input or output.

      A plan is 'faithful' (operator by operator), 'fast' (rewritten; the default for
      floating point) or 'exact' (int8 bit for bit as the file defines it; the
      default for quantised networks). --reference computes every operator by its
      formula.

      \(ExitStatus.summary)
      """)

  @Argument(help: "general, landscape, a model file, a Paddle folder, or an installed model.")
  var model: ModelChoice

  @Option(
    help: ArgumentHelp(
      "An input, by name or in the model's order; once for each.", valueName: "[name=]file"))
  var input: [String] = []

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Where an output goes, by name or in the model's order; or a folder for all of them.",
      valueName: "[name=]file"))
  var output: [String]

  @Flag(help: "Compute every operator by its formula, one after the other; slow.")
  var reference = false

  @Option(help: "How freely the network may be rewritten: faithful, fast or exact.")
  var mode: ExecutionMode?

  @OptionGroup var network: NetworkOptions
  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Replace outputs that are there.")
  var force = false

  func validate() throws {
    guard !reference || (mode == nil && threads.isa == nil) else {
      throw ValidationError("--reference has neither --mode nor --isa")
    }
  }

  func run() throws {
    try network.requireUse(by: model)
    let graph = try model.graph(network)
    let inputs = try PortFiles(input, ports: graph.inputs, kind: "input")
    let outputs = try RunOutputs(output, ports: graph.outputs)
      .files(inputs: inputs.paths + model.place().files, replaces: force)
    let tensors = try graph.inputs.indices.map { index throws(CommandFailure) in
      try RunInput(graph, index).tensor(from: inputs.path(of: index))
    }
    let results = try computed(graph, tensors)
    for (index, file) in outputs {
      let result = results[index].permuted(by: graph.outputs[index].permutation)
      try file.write(NumPyArray(result.type, bytes: result.bytes).file())
    }
  }

  private func computed(_ graph: Graph, _ inputs: [Tensor]) throws(CommandFailure) -> [Tensor] {
    let set = try threads.instructionSet()
    do throws(RuntimeError) {
      if reference { return try ReferenceExecutor(graph).run(inputs) }
      let plan = try Plan(graph, mode: mode, instructionSet: set)
      var session = Session(plan, workers: WorkerPool(threads: threads.count))
      return try session.run(inputs)
    } catch {
      throw CommandFailure("\(model.name): \(error.description.escaped)")
    }
  }
}
