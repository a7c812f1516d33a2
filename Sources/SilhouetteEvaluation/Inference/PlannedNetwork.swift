import SilhouetteGraph
import SilhouetteRuntime

/// A network that is ready to run at one size of its input.
final class PlannedNetwork {
  let reader: OutputReader
  private let isReversed: Bool
  private var session: Session

  init(
    _ network: ResizableNetwork, size: RasterSize, workers: WorkerPool,
    instructionSet: InstructionSet?
  ) throws(EvaluationError) {
    let graph = try network.graph(for: size)
    guard try NetworkInference.inputSize(of: graph, name: network.name) == size else {
      throw network.error("cannot be built for an input of \(size)")
    }
    reader = try OutputReader(graph, name: network.name)
    isReversed = graph.preprocessing?.channelOrder == .bgr
    let plan: Plan
    do throws(RuntimeError) { plan = try Plan(graph, instructionSet: instructionSet) } catch {
      throw network.error(error.description)
    }
    session = Session(plan, workers: workers)
  }

  /// A channel for each class, at the output's size.
  ///
  /// - Parameter input: RGB, of the size that this was made for.
  func scores(of input: Raster<Float>) -> Raster<Float> {
    session.withInput(0) { target in
      let target = target.bindMemory(to: Float.self)
      for index in input.values.indices {
        target[index] = input.values[isReversed ? index - index % 3 + 2 - index % 3 : index]
      }
    }
    session.run()
    return session.withOutput(reader.output.index) { reader.scores(from: $0) }
  }
}
