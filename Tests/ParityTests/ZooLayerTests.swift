import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import SilhouetteZoo
import Testing

/// Every layer of the networks built from configurations against what PaddleSeg's own layer of the
/// same name made of the same input.
@Suite(.serialized) struct ZooLayerTests {
  @Test("Layer by layer", arguments: PersonNetwork.all)
  func layers(_ network: PersonNetwork) throws {
    guard SharedData.isHere, network.isQuickEnough else { return }
    let reference = try PaddleReference(network.name)
    let recorded = try RecordedLayer.table(of: reference)
    var graph = try Zoo.network(
      model: network.model, parameters: Checkpoint(reference.checkpoint()),
      inputWidth: network.width, inputHeight: network.height, ending: .logits)
    let layers = graph.finishedLayers()
    #expect(layers.count > 40)
    graph.outputs = layers.map { Port(value: $0, name: graph[$0].name, permutation: [0, 1, 2, 3]) }

    var session = Session(try Plan(graph, mode: .fast), workers: WorkerPool(threads: 2))
    let input = Tensor(
      reference.input("input", height: network.height, width: network.width),
      shape: [1, 3, network.height, network.width]
    ).permuted(by: [0, 2, 3, 1])
    session.withInput(0) { $0.copyBytes(from: input.bytes) }
    session.run()
    for (index, layer) in layers.enumerated() {
      let value = graph[layer]
      let expected = try #require(recorded[value.name], "no layer '\(value.name)' was recorded")
      session.withOutput(index) { bytes in
        expected.compare(with: bytes.bindMemory(to: Float.self), value.type.shape)
      }
    }
  }
}

extension PersonNetwork {
  /// A debug build compiles the kernels without vectors: a hundred billion multiply-adds take it
  /// many minutes.
  fileprivate var isQuickEnough: Bool {
    #if DEBUG
      return gigaMultiplyAdds < 10
    #else
      return true
    #endif
  }
}

extension Graph {
  /// The outputs of normalizations, and of the convolutions that none follows: the values that carry
  /// the name of a layer and cover all others.
  fileprivate func finishedLayers() -> [ValueID] {
    var normalized: Set<ValueID> = []
    for node in nodes where node.operation.name == "batchNormalization" {
      normalized.insert(node.inputs[0])
    }
    return nodes.compactMap { node in
      // Where an activation is part of the operator, the layer's own output is not there.
      let isLayer =
        ["convolution", "batchNormalization"].contains(node.operation.name)
        && node.operation.fusedActivation == .identity
      return isLayer && !normalized.contains(node.outputs[0]) ? node.outputs[0] : nil
    }
  }
}

/// A row of `layers.tsv`: what is known of one layer's output.
private struct RecordedLayer {
  let name: String
  /// `[n, channels, height, width]`
  let shape: [Int]
  let mean: Double
  let deviation: Double
  let minimum: Double
  let maximum: Double
  /// In the order of the shape.
  let first: [Double]

  /// By the layer's name; of a layer with several outputs the first.
  static func table(of reference: PaddleReference) throws -> [String: RecordedLayer] {
    var table: [String: RecordedLayer] = [:]
    let text = String(decoding: try reference.bytes("layers.tsv"), as: UTF8.self)
    for line in text.split(separator: "\n").dropFirst() {
      let layer = try RecordedLayer(line)
      if table[layer.name] == nil { table[layer.name] = layer }
    }
    return table
  }

  /// Columns: order, layer, type, output, shape, mean, std, min, max, first8.
  private init(_ line: Substring) throws {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    try #require(fields.count == 10)
    func number(_ column: Int) throws -> Double { try #require(Double(fields[column])) }
    name = String(fields[1])
    shape = fields[4].split(separator: "x").compactMap { Int($0) }
    mean = try number(5)
    deviation = try number(6)
    minimum = try number(7)
    maximum = try number(8)
    first = fields[9].split(separator: " ").compactMap { Double($0) }
  }

  /// - Parameter found: `[1, height, width, channels]`.
  func compare(with found: UnsafeBufferPointer<Float>, _ foundShape: Shape) {
    let (height, width, channels) = (foundShape[1], foundShape[2], foundShape[3])
    #expect(shape == [1, channels, height, width], "\(name)")
    let magnitude = max(abs(minimum), abs(maximum))
    let statistics = Statistics(found)
    #expect(abs(statistics.mean - mean) <= 1e-5 * magnitude, "\(name): mean")
    #expect(abs(statistics.deviation - deviation) <= 1e-5 * magnitude, "\(name): deviation")
    #expect(abs(statistics.minimum - minimum) <= 1e-4 * magnitude, "\(name): minimum")
    #expect(abs(statistics.maximum - maximum) <= 1e-4 * magnitude, "\(name): maximum")
    for (index, expected) in first.enumerated() {
      let (channel, pixel) = index.quotientAndRemainder(dividingBy: height * width)
      let value = Double(found[pixel * channels + channel])
      #expect(abs(value - expected) <= 1e-4 * magnitude, "\(name): element \(index)")
    }
  }
}

private struct Statistics {
  let mean: Double
  /// Of the population.
  let deviation: Double
  let minimum: Double
  let maximum: Double

  init(_ elements: UnsafeBufferPointer<Float>) {
    var (sum, squares) = (0.0, 0.0)
    var (least, greatest) = (Float.infinity, -Float.infinity)
    for element in elements {
      sum += Double(element)
      squares += Double(element) * Double(element)
      if element < least { least = element }
      if element > greatest { greatest = element }
    }
    let count = Double(elements.count)
    mean = sum / count
    deviation = max(squares / count - mean * mean, 0).squareRoot()
    minimum = Double(least)
    maximum = Double(greatest)
  }
}
