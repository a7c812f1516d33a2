import SilhouetteFormats
import SilhouetteGraph

/// A TensorFlow Lite file put together by hand, so that it can hold what no writer writes.
///
/// Field numbers stand here a second time on purpose: they are the schema's, not the reader's. As it
/// is made it holds one RELU from tensor 0 to tensor 1.
struct TinyFile {
  var version: UInt32 = 3
  var codes: [FlatBufferTree] = [TinyFile.code(19)]
  var tensors = [TinyFile.tensor("x", [1, 2]), TinyFile.tensor("y", [1, 2])]
  var operators = [TinyFile.operation(inputs: [0], outputs: [1])]
  var inputs: [Int32] = [0]
  var outputs: [Int32] = [1]
  /// The first is empty by the format's rule.
  var buffers: [[UInt8]] = [[]]

  static func code(_ builtin: Int32, custom: String? = nil) -> FlatBufferTree {
    var code = FlatBufferTree([
      (0, .int8(Int8(clamping: builtin))), (3, .int32(builtin)),
    ])
    if let custom { code[1] = .string(custom) }
    return code
  }

  static func tensor(
    _ name: String, _ shape: [Int32], type: Int8 = 0, buffer: UInt32 = 0
  ) -> FlatBufferTree {
    FlatBufferTree([
      (0, .integers(shape)), (1, .int8(type)), (2, .uint32(buffer)), (3, .string(name)),
    ])
  }

  static func operation(
    code: UInt32 = 0, inputs: [Int32], outputs: [Int32],
    options: (type: UInt8, table: FlatBufferTree)? = nil
  ) -> FlatBufferTree {
    var operation = FlatBufferTree([
      (0, .uint32(code)), (1, .integers(inputs)), (2, .integers(outputs)),
    ])
    if let options {
      operation[3] = .uint8(options.type)
      operation[4] = .table(options.table)
    }
    return operation
  }

  func bytes(identifier: String = "TFL3") -> [UInt8] {
    let subgraph = FlatBufferTree([
      (0, .tables(tensors)), (1, .integers(inputs)), (2, .integers(outputs)),
      (3, .tables(operators)),
    ])
    let model = FlatBufferTree([
      (0, .uint32(version)), (1, .tables(codes)), (2, .tables([subgraph])),
      (
        4,
        .tables(
          buffers.map {
            FlatBufferTree($0.isEmpty ? [] : [(0, .vector($0, stride: 1, alignment: 16))])
          }
        )
      ),
    ])
    return FlatBufferWriter.bytes(of: model, identifier: Array(identifier.utf8))
  }

  func graph() throws(FormatError) -> Graph {
    try ModelFile.graph(from: Bytes(copying: bytes()))
  }

  /// What the reader says to this file; empty if it takes it.
  func errorText() -> String {
    do throws(FormatError) {
      _ = try graph()
      return ""
    } catch {
      return error.description
    }
  }
}
