import ArgumentParser
import Silhouette
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteRuntime

/// What a network is timed on.
enum BenchmarkInput: ExpressibleByArgument {
  case random
  case zero
  case picture(FilePath)

  init?(argument: String) {
    switch argument {
    case "": return nil
    case "random": self = .random
    case "zero": self = .zero
    default: self = .picture(FilePath(argument))
    }
  }

  var defaultValueDescription: String { "random" }

  var files: [FilePath] {
    if case .picture(let path) = self { [path] } else { [] }
  }

  var words: String {
    switch self {
    case .random: "uniform noise: not like a photo, --input takes one"
    case .zero: "zeros: not like a photo, --input takes one"
    case .picture(let path): path.description
    }
  }

  /// In the graph's own layout.
  func tensors(of graph: Graph, name: String) throws(CommandFailure) -> [Tensor] {
    switch self {
    case .random: return graph.inputs.map { Tensor.random(graph[$0.value].type) }
    case .zero: return graph.inputs.map { Tensor.zero(graph[$0.value].type) }
    case .picture(let path):
      let pixels = try InputPictures.pixels(of: path)
      do throws(SilhouetteError) {
        return [try Segmenter.input(of: graph, name: name, from: pixels)]
      } catch {
        throw CommandFailure(
          error.description, hint: "--input random takes any network")
      }
    }
  }
}

extension Tensor {
  fileprivate static func zero(_ type: TensorType) -> Tensor {
    Tensor(
      type, bytes: [UInt8](repeating: 0, count: type.shape.elementCount * type.elementType.size))
  }

  /// Real numbers of 0…1 as 8-bit pixels give them, integers of any value.
  fileprivate static func random(_ type: TensorType) -> Tensor {
    let count = type.shape.elementCount
    if type.elementType == .float32 {
      return Tensor(randomBytes(count).map { Float($0) / 255 }, shape: type.shape)
    }
    return Tensor(type, bytes: randomBytes(count * type.elementType.size))
  }

  /// Eight at a time: each time is a call of the system.
  private static func randomBytes(_ count: Int) -> [UInt8] {
    let words = (0..<(count + 7) / 8).map { _ in UInt64.random(in: .min ... .max) }
    return words.withUnsafeBytes { Array($0.prefix(count)) }
  }
}
