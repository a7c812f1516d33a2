import SilhouetteFormats
import SilhouetteGraph

/// What `inspect` knows of a model, before it is laid out as text or JSON.
struct ModelReport {
  /// The version of the JSON object; it rises when a key changes its meaning or goes away.
  static let schema = 1

  struct PortReport {
    var name: String
    /// Shape and type as the file has them.
    var type: TensorType
    /// Smallest and largest number of each channel, where the model says so.
    var ranges: [ClosedRange<Float>]
    /// What the numbers are.
    var meaning: String?
  }

  var name: String
  var summary: ModelFileSummary
  var inputs: [PortReport]
  var outputs: [PortReport]
  var layers: [LayerReport]
  var total: ArithmeticCount
  /// Kinds of operators in the graph, most frequent first.
  var operators: [(name: String, count: Int)]
  /// Constants that a layer reads.
  var weightCount: Int
  var weightBytes: Int
  var plan: String?
  /// The levels of refinement, if they were asked for.
  var refinement: [RefinementReport]

  init(
    name: String, summary: ModelFileSummary, graph: Graph, plan: String?,
    refinement: [RefinementReport] = []
  ) {
    self.name = name
    self.summary = summary
    self.plan = plan
    self.refinement = refinement
    inputs = graph.inputs.map { port in
      PortReport(
        name: port.name, type: graph.fileType(of: port),
        ranges: graph.preprocessing?.ranges ?? [], meaning: graph.preprocessing?.meaning)
    }
    outputs = graph.outputs.map { port in
      PortReport(
        name: port.name, type: graph.fileType(of: port), ranges: [],
        meaning: graph.postprocessing?.text(channels: graph[port.value].shape.dimensions.last))
    }
    layers = graph.nodes.enumerated().map { LayerReport(index: $0, node: $1, graph: graph) }
    total = graph.arithmetic()
    let counts = Dictionary(graph.nodes.map { ($0.operation.name, 1) }, uniquingKeysWith: +)
    operators = counts.map { (name: $0, count: $1) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    let read = Set(graph.nodes.flatMap(\.inputs))
    let constants = read.compactMap { graph[$0].constant }
    weightCount = constants.reduce(0) { $0 + $1.elementCount }
    weightBytes = constants.reduce(0) { $0 + $1.elementCount * $1.elementType.size }
  }
}

extension Graph {
  fileprivate func fileType(of port: Port) -> TensorType {
    let type = self[port.value].type
    return TensorType(type.elementType, type.shape.permuted(by: port.permutation))
  }
}

extension Preprocessing {
  /// `(0 − mean) / deviation` to `(1 − mean) / deviation`; one entry where all channels agree.
  fileprivate var ranges: [ClosedRange<Float>] {
    let ranges = zip(mean, standardDeviation).map { mean, deviation in
      let ends = [(0 - mean) / deviation, (1 - mean) / deviation]
      return min(ends[0], ends[1])...max(ends[0], ends[1])
    }
    return Set(ranges).count == 1 ? [ranges[0]] : ranges
  }

  fileprivate var meaning: String { channelOrder == .rgb ? "RGB" : "BGR" }
}

extension Postprocessing {
  fileprivate func text(channels: Int?) -> String {
    let place = channels == 1 ? "" : " in channel \(personChannel)"
    return switch meaning {
    case .probabilities: "probability of a person\(place)"
    case .logits: "logit of a person\(place)"
    case .labels: "labels, a person is \(personChannel)"
    }
  }
}
