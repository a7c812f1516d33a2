import SilhouetteFormats
import SilhouetteGraph

/// Builds a graph from layers whose parameters come from a checkpoint by their state names.
///
/// Pictures are `[1, height, width, channels]`. A layer's `path` is its place in PaddleSeg's module
/// tree, as in `backbone.conv`; its parameters are `<path>.weight` and so on.
package struct NetworkBuilder {
  private var builder = GraphBuilder()
  private let parameters: Checkpoint

  package init(parameters: Checkpoint) {
    self.parameters = parameters
  }

  package mutating func input(_ name: String, width: Int, height: Int) -> ValueID {
    builder.input(name, TensorType(.float32, [1, height, width, 3]))
  }

  package func shape(of value: ValueID) -> Shape { builder.graph[value].shape }

  /// The number of channels of a picture.
  package func channels(of value: ValueID) -> Int { shape(of: value)[3] }

  /// Rows and columns of a picture.
  package func size(of value: ValueID) -> Extent2D {
    Extent2D(height: shape(of: value)[1], width: shape(of: value)[2])
  }

  package mutating func add(
    _ operation: Operator, _ inputs: [ValueID], name: String? = nil
  ) throws(ZooError) -> ValueID {
    do throws(GraphError) {
      return try builder.add(operation, inputs, name: name)
    } catch {
      throw .graph(error)
    }
  }

  package mutating func addMany(
    _ operation: Operator, _ inputs: [ValueID]
  ) throws(ZooError) -> [ValueID] {
    do throws(GraphError) {
      return try builder.addMany(operation, inputs)
    } catch {
      throw .graph(error)
    }
  }

  /// The parameter `<layer>.<name>` as a constant of the graph.
  ///
  /// - Parameters:
  ///   - shape: the extents that it must have in the checkpoint.
  ///   - order: axis `i` of the constant is the checkpoint's axis `order[i]`; nothing is copied.
  package mutating func parameter(
    _ layer: String, _ name: String, shape: Shape, order: [Int]? = nil
  ) throws(ZooError) -> ValueID {
    let fullName = "\(layer).\(name)"
    guard let constant = parameters[fullName] else {
      throw .missingParameter(layer: layer, name: fullName)
    }
    guard constant.shape == shape else {
      throw .misshapenParameter(
        layer: layer, name: fullName, found: constant.shape, expected: shape)
    }
    guard constant.elementType == .float32 || constant.elementType == .float16 else {
      throw .invalidParameterType(layer: layer, name: fullName, found: constant.elementType)
    }
    return try floats(fullName, order.map { constant.transposed(by: $0) } ?? constant)
  }

  /// Checkpoints trained in mixed precision hold float16; layers compute in float32.
  private mutating func floats(
    _ name: String, _ constant: Constant
  ) throws(ZooError) -> ValueID {
    let value = builder.constant(name, constant)
    return constant.elementType == .float32 ? value : try add(.dequantize, [value])
  }

  /// Whether the checkpoint has a parameter, for those that not every version saves.
  package func hasParameter(_ fullName: String) -> Bool { parameters[fullName] != nil }

  /// The graph, once it has its output; without the layers that it does not hang on, such as a
  /// backbone's last ones where a decoder takes finer features only.
  package consuming func finished(
    output name: String, _ value: ValueID, fileOrder: [Int], postprocessing: Postprocessing
  ) -> Graph {
    builder.output(name, value)
    builder.describe(preprocessing: .symmetric, postprocessing: postprocessing)
    var graph = builder.graph
    graph.removeUnused()
    // Paddle's exports keep pictures as [n, c, h, w].
    for index in graph.inputs.indices { graph.inputs[index].permutation = [0, 3, 1, 2] }
    for index in graph.outputs.indices { graph.outputs[index].permutation = fileOrder }
    return graph
  }
}
