import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@Suite("A size that is given for a model file")
struct InputExtentsTests {
  /// Pictures of 12 rows and 10 columns, channels last.
  private static let fixed = Result {
    let model = try #require(TinyModel.all(seed: 1).last)
    return Bytes(copying: try TFLiteWriter.bytes(of: model.graph, weights: .float32))
  }

  private func error(_ body: () throws(FormatError) -> Graph) -> String? {
    do throws(FormatError) {
      _ = try body()
      return nil
    } catch {
      return error.description
    }
  }

  @Test(
    "is taken where it equals the file's fixed one, in the file's order or channels first",
    arguments: [nil, [1, 12, 10, 3], [1, 3, 12, 10]])
  func equalSize(_ shape: [Int]?) throws {
    let graph = try ModelFile.graph(from: Self.fixed.get(), inputShape: shape)
    #expect(graph[graph.inputs[0].value].shape == [1, 12, 10, 3])
  }

  @Test(
    "is refused where it differs from a fixed one, which is named",
    arguments: [[1, 3, 10, 12], [1, 12, 10, 4], [2, 12, 10, 3], [12, 10], []])
  func otherSize(_ shape: [Int]) throws {
    let bytes = try Self.fixed.get()
    let found = error { () throws(FormatError) in
      try ModelFile.graph(from: bytes, inputShape: shape)
    }
    #expect(
      found
        == "input 'picture': its size is fixed at [1, 12, 10, 3] and cannot be \(Shape(shape)): "
        + "give none")
  }

  @Test("fills what an ONNX file leaves open, and nothing else")
  func openSizes() throws {
    let file = TinyONNXFile(extents: [nil, 3, nil, nil])
    let graph = try file.graph(inputShape: [1, 3, 6, 7])
    #expect(graph[graph.inputs[0].value].shape == [1, 6, 7, 3])
    #expect(
      error { () throws(FormatError) in try file.graph() }
        == "input 'x': its size [?, 3, ?, ?] is open: give one, such as 1x3x192x192")
    #expect(
      error { () throws(FormatError) in try file.graph(inputShape: [1, 4, 6, 7]) }
        == "input 'x': its size [?, 3, ?, ?] (? is open) cannot be [1, 4, 6, 7]")
    for shape in [[1, 3, 0, 7], [1, 3, -1, 7], [1, 3, .max, .max]] {
      #expect(error { () throws(FormatError) in try file.graph(inputShape: shape) } != nil)
    }
  }

  @Test("may be channels first for a file with channels last; an open number of pictures is 1")
  func channelsLast() throws {
    let file = TinyONNXFile(extents: [nil, nil, nil, 3])
    let graph = try file.graph(inputShape: [1, 3, 6, 7])
    #expect(graph[graph.inputs[0].value].shape == [1, 6, 7, 3])
    #expect(graph.inputs[0].permutation == [0, 1, 2, 3])
    let alone = try TinyONNXFile(extents: [nil, 3, 4, 5]).graph()
    #expect(alone[alone.inputs[0].value].shape == [1, 4, 5, 3])
  }
}
