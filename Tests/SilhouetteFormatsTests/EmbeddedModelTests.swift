import CSilhouetteModels
import SilhouetteFormats
import SilhouetteGraph
import Testing

@Suite("Embedded networks")
struct EmbeddedModelTests {
  static func graph(_ model: slh_model) throws -> Graph {
    try ModelFile.graph(from: Bytes(staticBase: model.bytes, count: model.size))
  }

  @Test("are aligned for vector loads")
  func alignment() {
    for model in [slh_model_general(), slh_model_landscape()] {
      #expect(UInt(bitPattern: model.bytes) % 64 == 0)
    }
  }

  @Test("have the inputs, outputs and operators of the published files")
  func structure() throws {
    let general = try Self.graph(slh_model_general())
    #expect(general.inputs.map(\.name) == ["input_1"])
    #expect(general[general.inputs[0].value].type == TensorType(.float32, [1, 256, 256, 3]))
    #expect(general.outputs.map(\.name) == ["activation_10"])
    #expect(general[general.outputs[0].value].type == TensorType(.float32, [1, 256, 256, 1]))
    // 246 operators in the file, 110 of which expand weights and make no node.
    #expect(general.nodes.count == 136)
    let landscape = try Self.graph(slh_model_landscape())
    #expect(landscape[landscape.inputs[0].value].type == TensorType(.float32, [1, 144, 256, 3]))
    #expect(landscape[landscape.outputs[0].value].type == TensorType(.float32, [1, 144, 256, 1]))
    #expect(landscape.nodes.count == 136)
  }

  @Test("keep their weights as float16 ranges of the file")
  func weights() throws {
    for model in [slh_model_general(), slh_model_landscape()] {
      let constants = try Self.graph(model).values.compactMap(\.constant)
      #expect(constants.allSatisfy { $0.elementType == .float16 || $0.elementType == .int32 })
      let weights = constants.filter { $0.elementType == .float16 }
      #expect(weights.map(\.elementCount).reduce(0, +) == 106_401)
      #expect(weights.allSatisfy { $0.storage.count == model.size })
    }
  }

  @Test("take RGB from 0 to 1 and give probabilities")
  func processing() throws {
    for model in [slh_model_general(), slh_model_landscape()] {
      let graph = try Self.graph(model)
      #expect(graph.preprocessing == .unit)
      #expect(graph.postprocessing == Postprocessing(meaning: .probabilities, personChannel: 0))
    }
  }

  @Test("count as much arithmetic as is published")
  func arithmetic() throws {
    let general = try Self.graph(slh_model_general()).arithmetic()
    #expect(general.multiplyAdds == 59_215_744)
    #expect(general.converterOperations == 127_679_664)
    let landscape = try Self.graph(slh_model_landscape()).arithmetic()
    #expect(landscape.multiplyAdds == 33_324_928)
    #expect(landscape.converterOperations == 71_555_248)
  }
}
