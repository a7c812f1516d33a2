import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import SilhouetteZoo
import Testing

/// Networks built from configurations against what PaddlePaddle computed with the same weights.
@Suite struct ZooTests {
  /// Softmax of PaddlePaddle's own executors differs by up to 5e-6.
  static let tolerance = 1e-4

  #if DEBUG
    private static let isOptimised = false
  #else
    private static let isOptimised = true
  #endif

  @Test("All endings and sizes of a network", arguments: PersonNetwork.all)
  func network(_ network: PersonNetwork) throws {
    guard SharedData.isHere else { return }
    let reference = try PaddleReference(network.name)
    let checkpoint = Checkpoint(reference.checkpoint())
    try checkOtherSizes(network, reference, checkpoint)
    let multiplyAdds = try Double(
      network.graph(checkpoint, ending: .softmax).arithmetic().multiplyAdds)
    #expect(abs(multiplyAdds / (network.gigaMultiplyAdds * 1e9) - 1) < 0.005, "\(multiplyAdds)")
    // Kernels that are not optimised would take minutes over the largest network's own size.
    guard Self.isOptimised || network.gigaMultiplyAdds < 10 else { return }
    try checkOwnSize(network, reference, checkpoint)
    try checkLabels(network, reference, checkpoint)
  }

  private func checkOwnSize(
    _ network: PersonNetwork, _ reference: PaddleReference, _ checkpoint: Checkpoint
  ) throws {
    let graph = try network.graph(checkpoint, ending: .softmax)
    let input = reference.input("input", height: network.height, width: network.width)
    let plan = try Plan(graph, mode: .fast)
    let person = try plan.person(input)
    let expected = try reference.tensor("fixed_softmax_c1")
    let distance = Distance(person, from: expected.floats())
    print("\(network): \(distance)")
    // The largest network's is recorded as binary16, which rounds by up to half of 2^-11.
    let rounding = expected.type.elementType == .float16 ? 0x1p-12 : 0
    #expect(distance.largest <= Self.tolerance + rounding, "\(distance)")
  }

  private func checkOtherSizes(
    _ network: PersonNetwork, _ reference: PaddleReference, _ checkpoint: Checkpoint
  ) throws {
    for (name, count, width, height) in [("dyn1", 1, 160, 128), ("dyn2", 2, 93, 67)] {
      let graph = try network.graph(checkpoint, width: width, height: height, ending: .softmax)
      let plan = try Plan(graph, mode: .fast)
      let inputs = reference.input(name, count: count, height: height, width: width)
      let expected = try reference.tensor(
        "dynamic_softmax_\(count)x\(height)x\(width)_c1"
      ).floats()
      // The pictures of a batch one by one: a network here takes one.
      for index in 0..<count {
        let (pixels, area) = (3 * width * height, width * height)
        let person = try plan.person(Array(inputs[index * pixels..<(index + 1) * pixels]))
        let distance = Distance(person, from: Array(expected[index * area..<(index + 1) * area]))
        #expect(distance.largest <= Self.tolerance, "\(width)x\(height) \(index): \(distance)")
      }
    }
  }

  private func checkLabels(
    _ network: PersonNetwork, _ reference: PaddleReference, _ checkpoint: Checkpoint
  ) throws {
    let graph = try network.graph(checkpoint, ending: .argmax)
    var session = Session(try Plan(graph, mode: .fast), workers: WorkerPool(threads: 1))
    let input = reference.input("input", height: network.height, width: network.width)
    let labels = try session.run([.picture(input, graph[graph.inputs[0].value].shape)])[0]
    #expect(labels.type == TensorType(.int32, [1, network.height, network.width]))
    let expected = try reference.labels(count: network.width * network.height)
    let probabilities = try reference.tensor("fixed_softmax_c1").floats()
    // Sums in another order decide differently only where both classes are as likely.
    for (index, label) in labels.integers().enumerated() where label != expected[index] {
      #expect(abs(probabilities[index] - 0.5) <= Float(Self.tolerance), "pixel \(index)")
    }
  }

  @Test("Logits of a network", arguments: ["human_pp_humansegv1_lite"])
  func logits(_ name: String) throws {
    guard SharedData.isHere else { return }
    let network = try #require(PersonNetwork.all.first { $0.name == name })
    let reference = try PaddleReference(name)
    let graph = try network.graph(Checkpoint(reference.checkpoint()), ending: .logits)
    var session = Session(try Plan(graph, mode: .fast), workers: WorkerPool(threads: 1))
    let input = reference.input("input", height: network.height, width: network.width)
    let result = try session.run([.picture(input, graph[graph.inputs[0].value].shape)])[0]
    let distance = Distance(
      result.permuted(by: graph.outputs[0].permutation).floats(),
      from: try reference.tensor("fixed_none_logits").floats())
    #expect(distance.largest <= 1e-4 * distance.magnitude, "\(distance)")
  }
}

extension PersonNetwork {
  fileprivate func graph(
    _ checkpoint: Checkpoint, width: Int? = nil, height: Int? = nil, ending: Zoo.Ending
  ) throws -> Graph {
    try Zoo.network(
      model: model, parameters: checkpoint, inputWidth: width ?? self.width,
      inputHeight: height ?? self.height, ending: ending)
  }
}

extension Tensor {
  /// A picture that is stored channel by channel.
  fileprivate static func picture(_ elements: [Float], _ shape: Shape) -> Tensor {
    Tensor(elements, shape: [shape[0], shape[3], shape[1], shape[2]]).permuted(by: [0, 2, 3, 1])
  }
}

extension Plan {
  /// The probabilities of class 1.
  fileprivate func person(_ input: [Float]) throws -> [Float] {
    var session = Session(self, workers: WorkerPool(threads: 1))
    let classes = try session.run([.picture(input, inputs[0].shape)])[0].floats()
    return stride(from: 1, to: classes.count, by: 2).map { classes[$0] }
  }
}

extension PaddleReference {
  fileprivate func tensor(_ name: String) throws -> Tensor {
    let array = try NumPyArray(file: bytes("expected/\(name).npy"))
    return Tensor(array.type, bytes: array.bytes)
  }

  /// One number a pixel; the largest reference packs eight pixels into a byte.
  fileprivate func labels(count: Int) throws -> [Int] {
    guard let packed = try? tensor("fixed_argmax_bits") else {
      return try tensor("fixed_argmax").integers()
    }
    let bytes = packed.integers()
    return (0..<count).map { bytes[$0 / 8] >> (7 - $0 % 8) & 1 }
  }
}
