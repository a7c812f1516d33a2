import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport

/// One recorded output of another runtime.
struct GoldenCase: Decodable, Sendable, CustomStringConvertible {
  let model: String
  let input: String
  let normalise: String
  let output: String
  let file: String

  var description: String { file }

  /// A LiteRT kernel set by the name the file carries: `ref`, `builtin` or `xnnpack`.
  func comes(from kernels: String) -> Bool { file.contains(".\(kernels).") }

  func expected() throws -> Tensor { try GoldenTensors.tensor(file) }

  func picture() throws -> Tensor { try GoldenTensors.picture(input, normalise) }
}

/// The recorded tensors beside the project.
enum GoldenTensors {
  static let folder = "golden/tensors/"

  private struct Manifest: Decodable {
    let cases: [GoldenCase]
  }

  /// Every case; none where the folder is not there.
  static let cases: [GoldenCase] = {
    guard SharedData.isHere, let bytes = try? SharedData.bytes(folder + "manifest.json"),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes))
    else { return [] }
    return manifest.cases
  }()

  static func tensor(_ file: String) throws -> Tensor {
    let array = try NumPyArray(file: SharedData.bytes(folder + file))
    return Tensor(array.type, bytes: array.bytes)
  }

  /// A recorded picture as float32 `[1, h, w, 3]`, computed in double precision and rounded once.
  static func picture(_ key: String, _ normalisation: String) throws -> Tensor {
    let pixels = try tensor("inputs/\(key).u8.npy")
    let reals = pixels.integers().map { pixel in
      switch normalisation {
      case "pp": Float((Double(pixel) / 255 - 0.5) / 0.5)
      case "sym": Float(Double(pixel) / 127.5 - 1)
      default: Float(Double(pixel) / 255)
      }
    }
    return Tensor(reals, shape: pixels.type.shape)
  }

  static func graph(_ model: String) throws -> Graph {
    try ModelFile.graph(from: Bytes(copying: try SharedData.bytes("models/" + model)))
  }
}

/// How far two tensors of the same size lie apart.
struct Distance: CustomStringConvertible {
  var largest: Double = 0
  var mean: Double = 0
  /// The largest magnitude of the expected tensor.
  var magnitude: Double = 0

  init(_ found: [Float], from expected: [Float]) {
    precondition(found.count == expected.count && !found.isEmpty)
    var sum = 0.0
    for (a, b) in zip(found, expected) {
      // A comparison with what is not a number is false, so it must be counted by hand.
      let difference = a.isFinite ? abs(Double(a) - Double(b)) : .infinity
      largest = max(largest, difference)
      sum += difference
      magnitude = max(magnitude, abs(Double(b)))
    }
    mean = sum / Double(found.count)
  }

  var description: String {
    "largest difference \(largest), mean \(mean), of numbers up to \(magnitude)"
  }
}
