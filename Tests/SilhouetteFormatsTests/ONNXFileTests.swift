import SilhouetteGraph
import Testing

@testable import SilhouetteFormats

/// Tiny ONNX files made by hand: `y = relu(x)` over `[1, 3, 4, 5]`, and what becomes of it broken.
@Suite("ONNX files")
struct ONNXFileTests {
  private func error(_ file: TinyONNXFile, inputShape: [Int]? = nil) -> String? {
    do throws(FormatError) {
      _ = try file.graph(inputShape: inputShape)
      return nil
    } catch {
      return error.description
    }
  }

  @Test("Pictures come in our layout, under the file's names and order")
  func layout() throws {
    let graph = try TinyONNXFile().graph()
    #expect(graph.nodes.map(\.operation) == [.activation(.relu)])
    #expect(graph[graph.inputs[0].value].shape == [1, 4, 5, 3])
    #expect(graph.inputs[0].permutation == [0, 3, 1, 2])
    #expect(graph.outputs[0].permutation == [0, 3, 1, 2])
    #expect(graph.outputs[0].name == "y")
  }

  @Test(
    "Operators that are not known are named, with their domain",
    arguments: [
      ("Einsum", "", "operator 0 (Einsum): this operator is not supported"),
      (
        "QLinearAdd", "com.microsoft", "operator 0 (com.microsoft QLinearAdd): this operator is not"
      ),
      ("Relu", "com.microsoft", "operator 0 (com.microsoft Relu): this operator is not supported"),
    ])
  func unknownOperators(_ type: String, _ domain: String, _ text: String) {
    #expect(error(TinyONNXFile(operatorType: type, domain: domain))?.hasPrefix(text) == true)
    #expect(error(TinyONNXFile(operatorType: "Relu", domain: "ai.onnx")) == nil)
  }

  @Test("Weights quantised in blocks are refused by the operator's name")
  func blocks() {
    let file = TinyONNXFile(operatorType: "DequantizeLinear", attributes: [("block_size", 60)])
    #expect(
      error(file) == "operator 0 (DequantizeLinear): weights quantised in blocks (of 60) are not "
        + "supported, only per tensor or axis")
  }

  @Test("Operator sets 9 to 17 are read, others named with the cure")
  func operatorSets() {
    for set in 9...17 { #expect(error(TinyONNXFile(operatorSet: set)) == nil, "\(set)") }
    for set in [0, 8, 18, -1, .max] {
      #expect(
        error(TinyONNXFile(operatorSet: set))
          == "model: operator set \(set) is not supported, only "
          + "9 to 17; convert the model with onnx.version_converter")
    }
  }

  /// Float32 of that shape, named `w`.
  private func tensor(_ dimensions: [Int]) -> ProtobufWriter {
    var tensor = ProtobufWriter()
    for dimension in dimensions { tensor.add(1, dimension) }
    tensor.add(2, 1)
    tensor.add(8, "w")
    return tensor
  }

  @Test("Data in another file is refused, however it is said")
  func externalData() {
    var located = tensor([2])
    located.add(14, 1)
    var named = tensor([2])
    named.add(13, [] as [UInt8])
    for initializer in [located, named] {
      #expect(
        error(TinyONNXFile(initializer: initializer))
          == "tensor 'w': its data lies in another file "
          + "(external data); save the model with its data inside")
    }
  }

  @Test(
    "A constant whose data does not fit its shape is refused",
    arguments: [[3], [-2], [.max, .max], [1, 1, 1, 1, 1, 1, 1, 1, 2]])
  func misfitData(_ dimensions: [Int]) {
    var initializer = tensor(dimensions)
    initializer.add(9, [0, 0, 0, 0, 0, 0, 0, 0] as [UInt8])
    #expect(error(TinyONNXFile(initializer: initializer))?.hasPrefix("tensor 'w': ") == true)
  }

  @Test("Cut off after any byte, the file is refused")
  func truncation() throws {
    let whole = TinyONNXFile().bytes
    for count in 0..<whole.count {
      #expect(throws: FormatError.self, "the first \(count) bytes") {
        try ModelFile.graph(from: Bytes(copying: Array(whole.prefix(count))))
      }
    }
  }

  @Test("Any byte replaced by any other never traps")
  func replacedBytes() throws {
    let whole = TinyONNXFile(metadata: [("silhouette.output", "logits")]).bytes
    for place in whole.indices {
      for byte in 0...UInt8.max {
        var broken = whole
        broken[place] = byte
        do throws(FormatError) {
          let graph = try ModelFile.graph(from: Bytes(copying: broken))
          #expect(!graph.outputs.isEmpty)
        } catch {
          #expect(!error.description.isEmpty)
        }
      }
    }
  }
}
