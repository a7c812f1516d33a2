import ArgumentParser
import Silhouette
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteRuntime

/// `silhouette inspect`: what a model takes, gives and costs.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show a model's inputs, outputs, layers and arithmetic.",
    usage: "silhouette inspect <model> [<options>]",
    discussion: """
      Examples:
        silhouette inspect general
        silhouette inspect selfie_segmenter.tflite --plan
        silhouette inspect general --refine
        silhouette inspect landscape --json | jq .totals

      A model is a file, a Paddle folder, an installed model's name, or general or
      landscape for those inside the program.
      Multiply-adds are counted in convolutions and matrix products. The converter's
      estimate is TensorFlow Lite's count of single operations; vendors publish half
      of it as "MACs".

      \(ExitStatus.summary)
      """)

  @Argument(help: "general, landscape, a model file, a Paddle folder, or an installed model.")
  var model: ModelChoice

  @Flag(help: "Show how the network is run on this machine, step by step.")
  var plan = false

  @Flag(help: "Show what each level of 'cutout --refine' does with this network, and its cost.")
  var refine = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var network: NetworkOptions

  func run() throws {
    try network.requireUse(by: model)
    let source = try model.source(config: network.config)
    let graph = try source.graph(inputShape: network.inputShape)
    let report = ModelReport(
      name: model.name, summary: try source.summary(), graph: graph,
      plan: plan ? try planText(graph) : nil, refinement: refine ? try levels(graph) : [])
    try StandardOutput.print(json ? report.json.text + "\n" : report.text)
  }

  private func levels(_ graph: Graph) throws(CommandFailure) -> [RefinementReport] {
    let own = (name: model.name, cost: graph.arithmetic().multiplyAdds)
    guard case .embedded(let model) = model else {
      return Segmenter.Refinement.allCases.map {
        RefinementReport($0, $0.level, own: own, companion: nil)
      }
    }
    let other = try ModelChoice.embedded(model.companion).source().graph()
    let companion = (name: model.companion.rawValue, cost: other.arithmetic().multiplyAdds)
    var reports = Segmenter.Refinement.allCases.map {
      RefinementReport($0, $0.level, own: own, companion: companion)
    }
    if let installed = model.installedCompanion {
      do throws(CommandFailure) {
        let cost = try installed.graph().arithmetic().multiplyAdds
        reports += Segmenter.Refinement.allCases.filter(\.level.needsCompanion).map {
          RefinementReport(
            $0, $0.levelWithCompanion, own: own, companion: (installed.network, cost))
        }
      } catch {
        installed.warn(of: error, instead: model.companion, Console())
      }
    } else if let network = model.preferredCompanion {
      reports[reports.count - 1].steps.append(
        "\(network) looks instead of \(companion.name) once it is installed: 'silhouette models pull "
          + "\(network)'")
    }
    return reports
  }

  private func planText(_ graph: Graph) throws(CommandFailure) -> String {
    do throws(RuntimeError) {
      return try Plan(graph).description
    } catch {
      throw CommandFailure("\(model.name): \(error.description.escaped)")
    }
  }
}
