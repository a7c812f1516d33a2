// zoo-network NAME FILE
//
// Writes one of PaddleSeg's networks for people as ONNX, with weights by rule: what a network costs
// does not hang on its weights, and the published ones are not in this repository.

import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import SilhouetteZoo

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Random numbers under which signals neither die nor explode: weights of variance 2 / fan-in (He et
/// al. 2015), and normalisations that leave what they get nearly as it is.
func weights(like parameters: Checkpoint) -> Checkpoint {
  var generator = SeededGenerator(seed: 1)
  return Checkpoint(
    parameters.tensors.map { name, constant in
      let shape = constant.shape
      let scale = shape.rank > 1 ? (6 / Float(shape.elementCount / shape[0])).squareRoot() : 0.1
      let center: Float =
        shape.rank == 1 && !name.hasSuffix("bias") && !name.hasSuffix("mean") ? 1 : 0
      let elements = (0..<shape.elementCount).map { _ in
        center + Float.random(in: -scale...scale, using: &generator)
      }
      return (name, Constant(elements, shape: shape))
    })
}

func write(_ name: String, to path: String) throws {
  guard let network = PersonNetwork.all.first(where: { $0.configuration == name }) else {
    throw ProbeError(
      description: "no network \(name); there are "
        + PersonNetwork.all.reduce("") { $0 + " " + $1.configuration })
  }
  let (width, height) = (network.width, network.height)
  let needed = try Checkpoint.needed(by: network.model, width: width, height: height)
  let graph = try Zoo.network(
    model: network.model, parameters: weights(like: needed), inputWidth: width,
    inputHeight: height, ending: .softmax)
  let bytes = try ONNXWriter.bytes(of: graph, weights: .float32)
  guard let file = fopen(path, "wb") else {
    throw ProbeError(description: "cannot write \(path)")
  }
  let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
  guard fclose(file) == 0, written == bytes.count else {
    throw ProbeError(description: "cannot write all of \(path)")
  }
}

struct ProbeError: Error, CustomStringConvertible {
  let description: String
}

guard CommandLine.arguments.count == 3 else {
  print("usage: zoo-network NAME FILE")
  exit(2)
}
do {
  try write(CommandLine.arguments[1], to: CommandLine.arguments[2])
} catch {
  print(error)
  exit(1)
}
