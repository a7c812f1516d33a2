import SilhouetteGraph
import SilhouetteRuntime

/// What one operator makes of `inputs` by its reference formula. Integer inputs and outputs carry
/// the quantisations given.
public func referenceResults(
  of operation: Operator, _ inputs: [Tensor], quantizations: [Quantization?] = [],
  resultQuantization: Quantization? = nil, constants: Set<Int> = []
) throws(RuntimeError) -> [Tensor] {
  let graph: Graph
  do throws(GraphError) {
    graph = try singleOperatorGraph(
      operation, inputs, quantizations: quantizations, resultQuantization: resultQuantization,
      constants: constants
    ).graph
  } catch {
    throw .graph(error)
  }
  let variable = inputs.indices.filter { !constants.contains($0) }.map { inputs[$0] }
  return try ReferenceExecutor(graph).run(variable)
}

/// A graph of one node; the inputs named in `constants` are constants of it.
public func singleOperatorGraph(
  _ operation: Operator, _ inputs: [Tensor], quantizations: [Quantization?] = [],
  resultQuantization: Quantization? = nil, constants: Set<Int> = []
) throws(GraphError) -> (graph: Graph, outputs: [ValueID]) {
  var builder = GraphBuilder()
  var ids: [ValueID] = []
  for (index, input) in inputs.enumerated() {
    let quantization = index < quantizations.count ? quantizations[index] : nil
    if constants.contains(index) {
      let constant = Constant(
        storage: Bytes(copying: input.bytes), offset: 0, elementType: input.type.elementType,
        storedShape: input.type.shape)
      ids.append(builder.constant("constant \(index)", constant, quantization: quantization))
    } else {
      ids.append(builder.input("input \(index)", input.type, quantization: quantization))
    }
  }
  let outputs = try builder.addMany(operation, ids, quantization: resultQuantization)
  for (index, output) in outputs.enumerated() { builder.output("output \(index)", output) }
  return (builder.graph, outputs)
}
