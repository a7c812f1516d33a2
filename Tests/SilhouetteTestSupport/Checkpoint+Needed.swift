import SilhouetteFormats
import SilhouetteGraph
import SilhouetteZoo

extension Checkpoint {
  /// A checkpoint with just what a configuration's network needs, each parameter of the extents it
  /// must have: found by asking the builder until it has no complaint left.
  ///
  /// - Parameter element: the number in every place.
  public static func needed(
    by model: ConfigurationNode, width: Int, height: Int, filledWith element: Float = 0.5
  ) throws -> Checkpoint {
    var tensors: [(name: String, constant: Constant)] = []
    while let complaint = complaint(of: model, tensors, width: width, height: height) {
      switch complaint {
      case .missingParameter(_, let name):
        tensors.append((name, Constant([element], shape: [1])))
      case .misshapenParameter(_, let name, _, let shape):
        let elements = [Float](repeating: element, count: shape.elementCount)
        tensors[tensors.count - 1] = (name, Constant(elements, shape: shape))
      default:
        throw complaint
      }
    }
    return Checkpoint(tensors)
  }

  private static func complaint(
    of model: ConfigurationNode, _ tensors: [(name: String, constant: Constant)], width: Int,
    height: Int
  ) -> ZooError? {
    do throws(ZooError) {
      _ = try Zoo.network(
        model: model, parameters: Checkpoint(tensors), inputWidth: width, inputHeight: height,
        ending: .logits)
      return nil
    } catch {
      return error
    }
  }

  /// All tensors, in order.
  public var tensors: [(name: String, constant: Constant)] {
    names.compactMap { name in self[name].map { (name, $0) } }
  }
}
