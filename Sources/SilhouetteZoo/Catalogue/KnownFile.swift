/// A model file whose contents are known, so that it is recognised wherever it comes from.
package struct KnownFile: Hashable, Sendable {
  /// The catalogue's name of the network.
  package let model: String
  package let kind: ModelSource.Kind
  /// The name it was published under.
  package let name: String
  package let byteCount: Int
  /// 64 hexadecimal digits.
  package let sha256: String

  /// What is known of `model` in the form `kind` under the published name.
  package static func file(model: String, kind: ModelSource.Kind, name: String) -> KnownFile? {
    all.first { $0.model == model && $0.kind == kind && $0.name == name }
  }

  package static func file(sha256: String) -> KnownFile? {
    all.first { $0.sha256 == sha256 }
  }

  package static let all: [KnownFile] = [
    KnownFile(
      model: "human-v1-lite", kind: .softmax, name: "model.pdmodel", byteCount: 1_736_712,
      sha256: "c5a6af8af8419a3fdd052ed7b33a805fadbb9a78cc55b05a3234c7f4022f9137"),
    KnownFile(
      model: "human-v1-lite", kind: .softmax, name: "model.pdiparams", byteCount: 555_918,
      sha256: "d852f83cf1eb65d0e678595e6b06a0355c2fc190df1d885a54ee1aafce702c2f"),
    KnownFile(
      model: "human-v1-mobile", kind: .onnx, name: "model.onnx", byteCount: 6_163_938,
      sha256: "552d8a984054e59b5d773d24b9b12022b22046ceb2bbc4c9aaeaceb36a9ddf24"),
    KnownFile(
      model: "human-v2-mobile", kind: .onnx, name: "pp_humansegv2_mobile.onnx",
      byteCount: 30_168_154,
      sha256: "f0d0edb582b265bb5d210678ec4579c3657ff99a93db3a3bd903b1fc00b43a5c"),
  ]
}
