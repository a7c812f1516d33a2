import SilhouetteConfiguration
import SilhouetteFormats
import SilhouetteZoo

/// Any text is a configuration that describes something or a typed error.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzConfiguration(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  _ = try? DeployDescription(yaml: text, name: "deploy.yaml")
  guard let root = try? YAMLFile.node(from: text, name: "config.yaml"), let model = root["model"]
  else { return 0 }
  _ = try? Zoo.network(
    model: model, parameters: Checkpoint([]), inputWidth: 32, inputHeight: 32, ending: .softmax)
  return 0
}
