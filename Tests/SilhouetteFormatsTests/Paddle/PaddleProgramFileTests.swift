import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

@Suite("Paddle programs and parameters")
struct PaddleProgramFileTests {
  private func graph(
    _ program: [UInt8], _ parameters: [UInt8] = TinyPaddleModel.parameters,
    inputShape: [Int]? = nil
  ) throws(FormatError) -> Graph {
    try ModelFile.graph(
      program: Bytes(copying: program), parameters: Bytes(copying: parameters),
      inputShape: inputShape)
  }

  /// Whether the files are read; if so the graph must be valid.
  private func isRead(_ program: [UInt8], _ parameters: [UInt8]) throws -> Bool {
    let found: Graph
    do throws(FormatError) {
      found = try graph(program, parameters)
    } catch {
      #expect(!error.description.isEmpty)
      return false
    }
    try found.validate()
    return true
  }

  private func message(_ body: () throws(FormatError) -> Graph) -> String {
    do throws(FormatError) {
      _ = try body()
    } catch {
      return error.description
    }
    return "was read"
  }

  @Test("become a graph of explicit padding and known sizes")
  func reading() throws {
    let found = try graph(TinyPaddleModel.program)
    #expect(found[found.inputs[0].value].shape == [1, 5, 4, 3])
    #expect(found[found.outputs[0].value].shape == [1, 3, 2, 2])
    #expect(found.inputs[0].permutation == [0, 3, 1, 2])
    guard case .convolution(let convolution) = found.nodes[0].operation else {
      Issue.record("\(found.nodes[0].name)")
      return
    }
    // 5 rows need one before and one after, 4 columns one after.
    #expect(convolution.padding == Padding(top: 1, bottom: 1, left: 0, right: 1))
    let zeros = Tensor([Float](repeating: 0, count: 60), shape: [1, 5, 4, 3])
    let output = try ReferenceExecutor(found).run([zeros])[0].floats()
    // softmax(relu([0.25, -0.5]))
    #expect(abs(output[0] - 0.562_176_5) < 1e-6 && abs(output[1] - 0.437_823_5) < 1e-6)
  }

  @Test("of every operator become a graph that runs")
  func operators() throws {
    let found = try graph(
      TinyPaddleModel.operatorsProgram, TinyPaddleModel.operatorsParameters)
    #expect(found[found.outputs[0].value].type == TensorType(.int32, [1, 6, 10]))
    var random = SeededGenerator(seed: 1)
    let picture = randomTensor([1, 6, 8, 3], using: &random)
    let labels = try ReferenceExecutor(found).run([picture])[0].integers()
    #expect(labels.allSatisfy((0..<4).contains) && Set(labels).count > 1)
  }

  @Test(
    "with huge and senseless numbers end in an error or a graph, at once",
    arguments: [
      ("pool2d", "ksize"), ("pool2d", "strides"), ("pool2d", "paddings"), ("pool2d", "adaptive"),
      ("pool2d", "ceil_mode"), ("nearest_interp_v2", "out_h"), ("bilinear_interp_v2", "scale"),
      ("split", "num"), ("split", "sections"), ("split", "axis"), ("slice", "starts"),
      ("slice", "ends"), ("slice", "axes"), ("slice", "decrease_axis"), ("reshape2", "shape"),
      ("transpose2", "axis"), ("concat", "axis"), ("fill_constant", "shape"),
      ("fill_constant", "dtype"), ("reduce_mean", "dim"), ("softmax", "axis"), ("arg_max", "axis"),
      ("arg_max", "dtype"), ("cast", "out_dtype"), ("scale", "scale"),
    ])
  func hostileNumbers(_ type: String, _ attribute: String) throws {
    let numbers = [-1, 0, 1, 3, 1 << 20, 1 << 30, Int(Int32.max), -1 << 31, .max, .min]
    let others: [(String, [Int])] = [
      ("ksize", [3, 3]), ("axes", [2]), ("starts", [0]), ("ends", [2]), ("out_h", [4]),
      ("out_w", [4]), ("axis", [1]), ("shape", [2, 2]),
    ]
    for picture in [[-1, 3, 5, 4], [1, 1, 1 << 20, 1], [1, 1 << 30, 1, 1]] {
      for number in numbers {
        for count in [1, 2, 4] {
          var attributes = others.filter { $0.0 != attribute }
          attributes.append((attribute, [Int](repeating: number, count: count)))
          let program = TinyPaddleModel.program(
            type, attributes.map { (name: $0.0, values: $0.1) }, picture: picture)
          _ = try isRead(program, [])
        }
      }
    }
  }

  @Test("take the size that the caller gives where theirs is open, and no other")
  func inputShapes() throws {
    let found = try graph(TinyPaddleModel.program, inputShape: [2, 3, 5, 4])
    #expect(found[found.outputs[0].value].shape == [2, 3, 2, 2])
    for shape in [[2, 3, 6, 4], [3, 5, 4], [0, 3, 5, 4], [-1, 3, 5, 4]] {
      #expect(
        message { () throws(FormatError) in
          try graph(TinyPaddleModel.program, inputShape: shape)
        }.contains("its size [?, 3, 5, 4] (? is open) cannot be \(Shape(shape))"))
    }
  }

  @Test("are refused when cut off after any byte")
  func truncation() throws {
    let (program, parameters) = (TinyPaddleModel.program, TinyPaddleModel.parameters)
    #expect(try isRead(program, parameters))
    for count in program.indices { #expect(try !isRead(Array(program.prefix(count)), parameters)) }
    for count in TinyPaddleModel.operatorsProgram.indices {
      let cut = Array(TinyPaddleModel.operatorsProgram.prefix(count))
      #expect(try !isRead(cut, TinyPaddleModel.operatorsParameters), "\(count)")
    }
    for count in parameters.indices {
      #expect(try !isRead(program, Array(parameters.prefix(count))), "\(count)")
    }
    #expect(try !isRead(program, parameters + [0]))
  }

  @Test("never trap with flipped bits", arguments: 0..<8 as Range<UInt64>)
  func flippedBits(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<400 {
      var files =
        round % 2 == 0
        ? [TinyPaddleModel.program, TinyPaddleModel.parameters]
        : [TinyPaddleModel.operatorsProgram, TinyPaddleModel.operatorsParameters]
      for _ in 0..<random.integer(1...4) {
        let file = random.integer(0...3) == 0 ? 1 : 0
        files[file][random.integer(0...files[file].count - 1)] ^= 1 << random.integer(0...7)
      }
      _ = try isRead(files[0], files[1])
    }
  }

  @Test(
    "say what was given in a program's place",
    arguments: [
      ([0x7B, 0x22], "This is a Paddle 3 (PIR) program. Export again with FLAGS_enable_pir_api=0"),
      ([0x80, 0x04], "a checkpoint of weights"), ([0x80, 0x02], "a checkpoint of weights"),
      ([0x50, 0x4B, 3, 4], "a zip archive"), ([0, 0, 0, 0], "parameters without its program"),
    ] as [([UInt8], String)])
  func otherFiles(_ bytes: [UInt8], _ text: String) {
    #expect(message { () throws(FormatError) in try graph(bytes) }.contains(text))
    #expect(
      message { () throws(FormatError) in
        try ModelFile.graph(from: Bytes(copying: bytes))
      }.contains(text))
  }

  @Test("A program alone asks for its parameters; a summary needs none")
  func programAlone() throws {
    let bytes = Bytes(copying: TinyPaddleModel.program)
    #expect(
      message { () throws(FormatError) in try ModelFile.graph(from: bytes) }
        .contains("its parameters are in a second file"))
    let summary = try ModelFile.summary(of: bytes)
    #expect(summary.format == "Paddle")
    #expect(summary.operators.contains { $0.name == "conv2d" && $0.count == 1 })
  }
}
