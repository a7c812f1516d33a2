import SilhouetteGraph

@testable import SilhouetteFormats

/// An ONNX file put together by hand, `y = operator(x)`, so that it can hold what no writer writes.
struct TinyONNXFile {
  var operatorType = "Relu"
  /// Empty for ONNX's own.
  var domain = ""
  var operatorSet = 13
  /// Of `x`; `nil` for an open extent.
  var extents: [Int?] = [1, 3, 4, 5]
  /// Whole numbers that the operator has.
  var attributes: [(name: String, value: Int)] = []
  /// A constant beside the graph's nodes, as a `TensorProto`.
  var initializer: ProtobufWriter?
  var metadata: [(key: String, value: String)] = []

  var bytes: [UInt8] {
    var model = ProtobufWriter()
    model.add(1, 8)
    model.add(7, graph)
    model.add(8, message { $0.add(2, operatorSet) })
    for entry in metadata {
      model.add(
        14,
        message {
          $0.add(1, entry.key)
          $0.add(2, entry.value)
        })
    }
    return model.bytes
  }

  func graph(inputShape: [Int]? = nil) throws(FormatError) -> Graph {
    try ModelFile.graph(from: Bytes(copying: bytes), inputShape: inputShape)
  }

  private var graph: ProtobufWriter {
    message { graph in
      graph.add(1, node)
      if let initializer { graph.add(5, initializer) }
      graph.add(11, port("x"))
      graph.add(12, port("y"))
    }
  }

  private var node: ProtobufWriter {
    message { node in
      node.add(1, "x")
      node.add(2, "y")
      node.add(4, operatorType)
      for attribute in attributes {
        node.add(
          5,
          message {
            $0.add(1, attribute.name)
            $0.add(3, attribute.value)
            $0.add(20, 2)
          })
      }
      if !domain.isEmpty { node.add(7, domain) }
    }
  }

  private func port(_ name: String) -> ProtobufWriter {
    let shape = message { shape in
      for extent in extents {
        shape.add(1, message { if let extent { $0.add(1, extent) } else { $0.add(2, "side") } })
      }
    }
    let type = message { type in
      type.add(1, 1)
      type.add(2, shape)
    }
    return message {
      $0.add(1, name)
      $0.add(2, message { $0.add(1, type) })
    }
  }

  private func message(_ body: (inout ProtobufWriter) -> Void) -> ProtobufWriter {
    var writer = ProtobufWriter()
    body(&writer)
    return writer
  }
}
