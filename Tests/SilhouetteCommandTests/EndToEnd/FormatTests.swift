import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// A model is a file of any format, a Paddle folder or an installed name, wherever one is asked for.
@Suite("One network in every format")
struct FormatTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.add(as: "photo.png")
  }

  private func silhouette(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      arguments, in: folder.url,
      environment: ["SILHOUETTE_MODELS": folder.url.appending(path: "installed").path])
  }

  /// The person of the test picture is white; above, below and beside it is black.
  private func expectPerson(model: String) throws {
    let outcome = try folder.cutOutMask(of: "photo.png", as: "mask.png", model: model, "--force")
    #expect(outcome.status == 0, "\(model): \(outcome.errors)")
    let mask = try folder.picture("mask.png").pixels
    #expect(mask.pixel(28, 24)[0] >= 250, "\(model)")
    for (x, y) in [(4, 24), (60, 24), (28, 2), (28, 46)] {
      #expect(mask.pixel(x, y)[0] <= 5, "\(model)")
    }
  }

  @Test("A Paddle export in all its forms and both conversions give one cut-out")
  func forms() throws {
    try folder.addExport("export")
    #expect(try silhouette("models", "add", "export", "--name", "red").status == 0)
    #expect(try silhouette("convert", "export", "red.onnx").status == 0)
    #expect(try silhouette("convert", "export/deploy.yaml", "red.tflite").status == 0)
    #expect(try silhouette("models", "add", "red.onnx", "--name", "red-onnx").status == 0)
    var results: [String: [UInt8]] = [:]
    for model in [
      "export", "export/", "export/deploy.yaml", "export/model.pdmodel", "red", "red.onnx",
      "red-onnx", "red.tflite",
    ] {
      let outcome = try silhouette(
        "cutout", "photo.png", "-o", "x.png", "--force", "--model", model)
      #expect(outcome.status == 0, "\(model): \(outcome.errors)")
      results[model] = try folder.bytes(of: "x.png")
    }
    #expect(results.count == 8)
    #expect(Set(results.values).count == 1, "\(results.mapValues(\.count))")
  }

  @Test("Every ending of a Paddle network is read as it is meant, in each format")
  func endings() throws {
    for ending in RedPaddleModel.Ending.allCases {
      let name = ending.rawValue
      try folder.addExport(name, ending: ending)
      try expectPerson(model: name)
      for file in [name + ".onnx", name + ".tflite"] {
        #expect(try silhouette("convert", name, file).status == 0)
        try expectPerson(model: file)
      }
    }
  }

  @Test("A sigmoid's channel is the person, of TensorFlow Lite, eight-bit and ONNX files")
  func sigmoids() throws {
    try expectPerson(model: folder.model)
    try folder.write(RedNetwork.quantized(), to: "eight.tflite")
    #expect(try silhouette("inspect", "eight.tflite").text.contains("QUANTIZE"))
    try expectPerson(model: "eight.tflite")
    #expect(try silhouette("convert", folder.model, "red.onnx").status == 0)
    try expectPerson(model: "red.onnx")
  }

  @Test("A tensor has the layout of the file it goes to: channels first in ONNX and Paddle")
  func layouts() throws {
    try folder.addExport("export", width: 6, height: 4)
    #expect(try silhouette("convert", "export", "red.onnx").status == 0)
    #expect(try silhouette("convert", "export", "red.tflite").status == 0)
    let planes = (0..<72).map { Float($0 * 29 % 64) / 32 - 1 }
    // The same picture with the channels of a pixel side by side.
    let pixels = (0..<72).map { planes[$0 % 3 * 24 + $0 / 3] }
    for (model, shape, values) in [
      ("export", [1, 3, 4, 6], planes), ("red.onnx", [1, 3, 4, 6], planes),
      ("red.tflite", [1, 4, 6, 3], pixels),
    ] {
      let tensor = Tensor(values, shape: Shape(shape))
      try folder.write(NumPyArray(tensor.type, bytes: tensor.bytes).file(), to: "in.npy")
      let outcome = try silhouette("run", model, "--input", "in.npy", "-o", "out.npy", "--force")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let array = try NumPyArray(file: folder.bytes(of: "out.npy"))
      let isPlanar = shape[1] == 3
      #expect(array.type.shape == (isPlanar ? [1, 2, 4, 6] : [1, 4, 6, 2]), "\(model)")
      let result = Tensor(array.type, bytes: array.bytes).floats()
      for point in 0..<24 {
        let logit = 10 * planes[point] - 10 * planes[24 + point] - 8
        let person = result[isPlanar ? 24 + point : 2 * point + 1]
        #expect(abs(person - 1 / (1 + logitExponential(-logit))) < 1e-5, "\(model)")
      }
    }
    let turned = try silhouette("run", "red.tflite", "--input", "in.npy", "-o", "x.npy")
    #expect(turned.status == 0)
    try folder.write(
      NumPyArray(
        TensorType(.float32, [1, 3, 4, 6]), bytes: Tensor(planes, shape: [1, 3, 4, 6]).bytes
      )
      .file(), to: "in.npy")
    let refused = try silhouette("run", "red.tflite", "--input", "in.npy", "-o", "y.npy")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("takes float32 [1, 4, 6, 3]"), "\(refused.errors)")
  }

  private func logitExponential(_ value: Float) -> Float { Float(Foundation.exp(Double(value))) }

  @Test("inspect says each format's name, layout and meaning")
  func inspection() throws {
    try folder.addExport("export", ending: .argmax)
    #expect(try silhouette("convert", "export", "red.onnx").status == 0)
    #expect(try silhouette("convert", folder.model, "red.tflite").status == 0)
    for (model, words) in [
      ("export", ["Paddle", "1x3x32x32", "-1 to 1", "labels, a person is 1", "conv2d"]),
      ("red.onnx", ["ONNX", "1x3x32x32", "-1 to 1", "labels, a person is 1", "Conv"]),
      ("red.tflite", ["TensorFlow Lite", "1x32x32x3", "0 to 1", "CONV_2D"]),
    ] {
      let outcome = try silhouette("inspect", model)
      #expect(outcome.status == 0, "\(outcome.errors)")
      for word in words { #expect(outcome.text.contains(word), "\(model): \(outcome.text)") }
      #expect(outcome.text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(outcome.text)")
    }
  }

  @Test("compare finds a network and its conversions alike, also layer by layer")
  func comparison() throws {
    try folder.addExport("export")
    #expect(try silhouette("convert", "export", "red.onnx").status == 0)
    for options in [[], ["--per-layer"]] {
      let outcome = try Program.run(
        ["compare", "export", "red.onnx", "--images", "photo.png", "--min-cosine", "0.99999"]
          + options, in: folder.url)
      #expect(outcome.status == 0, "\(outcome.errors) \(outcome.text)")
    }
    let same = try silhouette("compare", "general", "general", "--images", "photo.png", "--json")
    let report = try #require(same.objects().first)
    let cosine = try #require(report["cosine"] as? [String: Double])
    #expect(try #require(cosine["worst"]) > 0.999_999)
    try folder.addExport("labels", ending: .none)
    let parted = try silhouette(
      "compare", "landscape", "export", "--images", "photo.png", "--min-cosine", "1")
    #expect(parted.status == 1)
    #expect(parted.errors.contains("is below 1.0000"))
  }
}
