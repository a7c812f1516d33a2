import SilhouetteFormats
import SilhouetteGraph
import Testing

@Suite("What is wrong with a TFLite file is said with its place")
struct TFLiteErrorTests {
  private func text(_ change: (inout TinyFile) -> Void) -> String {
    var file = TinyFile()
    change(&file)
    return file.errorText()
  }

  @Test("the file that all others differ from is read")
  func sound() throws {
    let graph = try TinyFile().graph()
    #expect(graph.nodes.map(\.name) == ["0 (RELU)"])
    #expect(graph.nodes.map(\.operation) == [.activation(.relu)])
  }

  @Test("another format")
  func otherFormats() {
    for bytes in [[], [UInt8](repeating: 7, count: 100), TinyFile().bytes(identifier: "TFL4")] {
      #expect(throws: FormatError.unknownFormat) {
        try ModelFile.graph(from: Bytes(copying: bytes))
      }
    }
  }

  @Test("schema version")
  func version() {
    #expect(text { $0.version = 4 } == "model: schema version 4 is not supported, only 3")
  }

  @Test("tensors that are not there")
  func missingTensors() {
    #expect(
      text { $0.operators[0] = TinyFile.operation(inputs: [401], outputs: [1]) }
        == "operator 0 (RELU): input 0 refers to tensor 401 of 2")
    #expect(
      text { $0.operators[0] = TinyFile.operation(inputs: [0], outputs: [-1]) }
        == "operator 0 (RELU): output 0 refers to tensor -1 of 2")
    #expect(text { $0.inputs = [2] } == "model: input 0 refers to tensor 2 of 2")
    #expect(text { $0.outputs = [0, -7] } == "model: output 1 refers to tensor -7 of 2")
    #expect(text { $0.outputs = [] } == "model: has no output")
    #expect(
      text { $0.operators[0] = TinyFile.operation(inputs: [-1], outputs: [1]) }
        == "operator 0 (RELU): has no input 0")
  }

  @Test("buffers and operator codes that are not there")
  func missingParts() {
    #expect(
      text { $0.tensors[0] = TinyFile.tensor("x", [1, 2], buffer: 9) }
        == "tensor 0 'x': refers to buffer 9 of 1")
    #expect(
      text { $0.operators[0] = TinyFile.operation(code: 3, inputs: [0], outputs: [1]) }
        == "operator 0: refers to operator code 3 of 1")
  }

  @Test("operators that are not supported, by name")
  func unsupportedOperators() {
    #expect(
      text { $0.codes = [TinyFile.code(26)] }
        == "operator 0 (SPACE_TO_DEPTH): this operator is not supported")
    #expect(
      text { $0.codes = [TinyFile.code(207)] }.hasSuffix("): this operator is not supported"))
    #expect(
      text { $0.codes = [TinyFile.code(100_000)] }
        == "operator 0 (builtin operator 100000): this operator is not supported")
    #expect(
      text { $0.codes = [TinyFile.code(32, custom: "MaxUnpooling2D")] }
        == "operator 0 (MaxUnpooling2D): this operator is not supported")
  }

  @Test("sizes that are open, empty or too large")
  func sizes() {
    let shapes: [([Int32], String)] = [
      (
        [1, -1],
        "tensor 0 'x': its size is left open; convert the model with fixed input sizes"
      ),
      ([1, 0], "tensor 0 'x': impossible shape [1, 0]"),
      ([65536, 65536], "tensor 0 'x': impossible shape [65536, 65536]"),
      ([1, 1, 1, 1, 1, 1, 1, 1, 2], "tensor 0 'x': 9 axes are more than the 8 supported"),
    ]
    for (shape, expected) in shapes {
      #expect(text { $0.tensors[0] = TinyFile.tensor("x", shape) } == expected)
    }
    var dynamic = TinyFile.tensor("x", [1, 2])
    dynamic[7] = .integers([-1, 2] as [Int32])
    #expect(text { $0.tensors[0] = dynamic } == "")
    dynamic[7] = .integers([1, -1] as [Int32])
    #expect(text { $0.tensors[0] = dynamic }.contains("left open"))
  }

  @Test("element types that are not supported, by name")
  func elementTypes() {
    #expect(
      text { $0.tensors[0] = TinyFile.tensor("x", [1, 2], type: 7) }
        == "tensor 0 'x': element type INT16 is not supported")
    #expect(
      text { $0.tensors[0] = TinyFile.tensor("x", [1, 2], type: -9) }
        == "tensor 0 'x': element type number -9 is not supported")
  }

  @Test("constants that are shorter than their shape")
  func shortConstants() {
    let expected =
      "tensor 0 'x': float32 [1, 2] takes more than the 7 bytes of its buffer"
    #expect(
      text {
        $0.buffers.append([UInt8](repeating: 0, count: 7))
        $0.tensors[0] = TinyFile.tensor("x", [1, 2], buffer: 1)
        $0.inputs = []
      } == expected)
  }

  @Test("control characters in names do not reach a terminal")
  func controlCharacters() {
    #expect(
      text { $0.tensors[0] = TinyFile.tensor("\u{1B}[2J\u{9B}", [0]) }
        == "tensor 0 '\u{FFFD}[2J\u{FFFD}': impossible shape [0]")
  }

  @Test("order, and values that are made twice")
  func order() {
    #expect(
      text {
        $0.tensors.append(TinyFile.tensor("z", [1, 2]))
        $0.operators = [
          TinyFile.operation(inputs: [2], outputs: [1]),
          TinyFile.operation(inputs: [0], outputs: [2]),
        ]
      } == "operator 0 (RELU): reads 'z' before it is made")
    #expect(
      text { $0.operators.append($0.operators[0]) }
        == "operator 1 (RELU): makes 'y', which is already there")
    #expect(
      text { $0.operators[0] = TinyFile.operation(inputs: [1], outputs: [1]) }
        == "operator 0 (RELU): reads 'y' before it is made")
  }

  @Test("declared types that operators do not make")
  func declaredTypes() {
    #expect(
      text { $0.tensors[1] = TinyFile.tensor("y", [2, 1]) }
        == "operator 0 (RELU): output 'y' is declared float32 [2, 1] but would be float32 [1, 2]")
  }

  @Test("options of another operator, and undefined ones")
  func options() {
    let softmax = FlatBufferTree([(0, .float(1))])
    #expect(
      text {
        $0.codes = [TinyFile.code(98)]
        $0.operators[0] = TinyFile.operation(
          inputs: [0], outputs: [1], options: (type: 9, table: softmax))
      } == "operator 0 (LEAKY_RELU): carries options of type 9, not 75")
    let activation = FlatBufferTree([(0, .int8(5))])
    #expect(
      text {
        $0.codes = [TinyFile.code(0)]
        $0.operators[0] = TinyFile.operation(
          inputs: [0, 0], outputs: [1], options: (type: 11, table: activation))
      } == "operator 0 (ADD): fused activation 5 is not supported")
  }

  @Test("sizes that are computed while the network runs")
  func computedOperands() {
    #expect(
      text {
        $0.codes = [TinyFile.code(40)]
        $0.tensors.append(TinyFile.tensor("axes", [1], type: 2))
        $0.inputs = [0, 2]
        $0.operators[0] = TinyFile.operation(inputs: [0, 2], outputs: [1])
      } == "operator 0 (MEAN): input 1 ('axes') is computed; only constants are supported there")
  }

  @Test("strides, dilations and windows without sense")
  func geometry() {
    for stride in [0, -1, 40000] as [Int32] {
      let options = FlatBufferTree([
        (1, .int32(stride)), (2, .int32(1)), (3, .int32(2)), (4, .int32(2)),
      ])
      #expect(
        text {
          $0.codes = [TinyFile.code(17)]
          $0.tensors[0] = TinyFile.tensor("x", [1, 4, 4, 1])
          $0.operators[0] = TinyFile.operation(
            inputs: [0], outputs: [1], options: (type: 5, table: options))
        }
          == "operator 0 (MAX_POOL_2D): a stride, dilation or window of \(stride) is not in 1...32767"
      )
    }
  }
}
