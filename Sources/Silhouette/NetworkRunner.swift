import SilhouetteGraph
import SilhouetteImaging
import SilhouetteRuntime

/// Runs a network for several tasks at a time.
final class NetworkRunner: Sendable {
  private let executor: ReferenceExecutor
  private let inputShape: Shape

  /// What shares the picture's rows among threads.
  var workers: Workers { .callerOnly }

  init(_ graph: Graph, options: Segmenter.Options) throws(RuntimeError) {
    executor = try ReferenceExecutor(graph)
    inputShape = graph[graph.inputs[0].value].shape
  }

  /// Lets `fill` write the network's only input, runs it, and lets `read` look at one output.
  func run<Result>(
    output: Int, fill: (UnsafeMutablePointer<Float>) -> Void,
    read: (UnsafeRawBufferPointer) -> Result
  ) throws(RuntimeError) -> Result {
    var input = [Float](repeating: 0, count: inputShape.elementCount)
    input.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { fill(base) } }
    let outputs = try executor.run([Tensor(input, shape: inputShape)])
    return outputs[output].bytes.withUnsafeBytes(read)
  }
}
