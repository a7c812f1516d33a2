import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

/// Whatever the bytes are, the reader returns a valid graph or throws; a trap would end the test run.
@Suite("Broken and hostile TFLite files")
struct HostileFileTests {
  static let models = TinyModel.all(seed: 3)

  private func bytes(named name: String, _ weights: ElementType = .float16) throws -> [UInt8] {
    let model = try #require(Self.models.first { $0.name == name })
    return try TFLiteWriter.bytes(of: model.graph, weights: weights)
  }

  /// Whether the reader takes the bytes; if so the graph must be valid.
  private func isRead(_ bytes: [UInt8]) throws -> Bool {
    let graph: Graph
    do throws(FormatError) {
      graph = try ModelFile.graph(from: Bytes(copying: bytes))
    } catch {
      #expect(!error.description.isEmpty)
      return false
    }
    try graph.validate()
    return true
  }

  @Test("are refused when cut off after any byte", arguments: ["network", "split unevenly"])
  func truncation(_ name: String) throws {
    let whole = try bytes(named: name)
    #expect(try isRead(whole))
    for count in 0..<whole.count {
      #expect(try !isRead(Array(whole.prefix(count))), "the first \(count) bytes")
    }
  }

  @Test("never trap with flipped bits", arguments: 0..<8 as Range<UInt64>)
  func flippedBits(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let files = try Self.models.map { try TFLiteWriter.bytes(of: $0.graph, weights: .float32) }
    var readable = 0
    for _ in 0..<500 {
      var file = files[random.integer(0...files.count - 1)]
      for _ in 0..<random.integer(1...4) {
        file[random.integer(0...file.count - 1)] ^= 1 << random.integer(0...7)
      }
      if try isRead(file) { readable += 1 }
    }
    // Many bits belong to weights and names, so that both outcomes occur.
    #expect(readable > 0 && readable < 500)
  }

  @Test("never trap with any aligned word replaced")
  func hostileWords() throws {
    let whole = try bytes(named: "depthwise convolution")
    let words: [UInt32] = [0, 1, 4, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, UInt32(whole.count)]
    for place in stride(from: 0, to: whole.count - 3, by: 4) {
      for word in words {
        var file = whole
        for byte in 0..<4 { file[place + byte] = UInt8(truncatingIfNeeded: word >> (8 * byte)) }
        _ = try isRead(file)
      }
    }
  }

  @Test("never trap with any half word replaced, as in lists of fields")
  func hostileHalfWords() throws {
    let whole = try bytes(named: "add, relu")
    for place in stride(from: 0, to: whole.count - 1, by: 2) {
      for word in [0, 1, 3, 4, 0x7FFF, 0x8000, 0xFFFF] as [UInt16] {
        var file = whole
        file[place] = UInt8(truncatingIfNeeded: word)
        file[place + 1] = UInt8(word >> 8)
        _ = try isRead(file)
      }
    }
  }

  /// References point forward, so a circle needs a table that refers to itself with distance 0.
  @Test("may refer to themselves without end")
  func selfReference() throws {
    let whole = TinyFile().bytes()
    var refused = 0
    for place in stride(from: 8, to: whole.count - 3, by: 4) {
      var file = whole
      for byte in 0..<4 { file[place + byte] = 0 }
      if try !isRead(file) { refused += 1 }
    }
    #expect(refused > 10)
  }

  /// A thousand operators that each ask for the same ten thousand indices.
  @Test("cannot ask for more work than their size allows")
  func sharedConstant() {
    var file = TinyFile()
    let indices = 10_000
    file.codes = [TinyFile.code(36)]
    file.buffers.append([UInt8](repeating: 0, count: 4 * indices))
    file.tensors = [
      TinyFile.tensor("x", [1, 2]), TinyFile.tensor("y", [Int32(indices), 2]),
      TinyFile.tensor("indices", [Int32(indices)], type: 2, buffer: 1),
    ]
    file.operators = (0..<1000).map { _ in TinyFile.operation(inputs: [0, 2], outputs: [1]) }
    #expect(
      file.errorText()
        == "FlatBuffer: refers to the same bytes far more often than any real file")
  }
}
