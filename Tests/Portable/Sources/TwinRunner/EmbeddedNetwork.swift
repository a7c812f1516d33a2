import CSilhouetteModels
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTwins

/// A network that the library carries.
struct EmbeddedNetwork {
  let name: String
  let model: slh_model

  static var all: [EmbeddedNetwork] {
    [
      EmbeddedNetwork(name: "general", model: slh_model_general()),
      EmbeddedNetwork(name: "landscape", model: slh_model_landscape()),
    ]
  }

  /// Of probabilities.
  static let tolerance: Float = 2e-4

  struct Failure: Error {
    let reason: String
  }

  /// The largest difference of a mask by every instruction set to the one by the formulas.
  func differences() throws(Failure) -> [(InstructionSet, Float)] {
    let graph = try graph()
    do throws(RuntimeError) {
      let inputs = RandomGraph.inputs(of: graph, seed: 1)
      let expected = try ReferenceExecutor(graph).run(inputs)[0].floats()
      var differences: [(InstructionSet, Float)] = []
      for set in InstructionSet.available {
        let plan = try Plan(graph, instructionSet: set)
        var session = Session(plan, workers: WorkerPool(threads: 2))
        let found = try session.run(inputs)[0].floats()
        var largest: Float = 0
        for index in expected.indices {
          let difference = abs(found[index] - expected[index])
          if !(difference <= largest) { largest = difference }
        }
        differences.append((set, largest))
      }
      return differences
    } catch {
      throw Failure(reason: error.description)
    }
  }

  private func graph() throws(Failure) -> Graph {
    do throws(FormatError) {
      return try ModelFile.graph(from: Bytes(staticBase: model.bytes, count: model.size))
    } catch {
      throw Failure(reason: error.description)
    }
  }
}
