import Foundation
import SilhouetteTestSupport
import Testing

/// Every real network that a developer has beside the project cuts the same photos out: a mask that
/// is flipped, on its side, inverted or of the wrong numbers falls far below the bound.
///
/// Left out are two files that are refused (`ONNXModelsTests`), networks that find no people, and
/// SINet, which takes BGR by means of its own that its file does not say.
@Suite("cutout by every model beside the project")
struct CutoutModelsTests {
  /// Two photos that lie and one that stands.
  private static let photos = ["p001", "p003", "p005"]
  private static let folder = SharedData.folder.appending(path: "people290/test")

  @Test(
    "finds the people of three photos",
    arguments: [
      ("selfie_segmenter.tflite", nil), ("selfie_segmenter_int8.tflite", nil),
      ("selfie_segmenter_landscape.tflite", nil), ("selfie_segmenter_landscape_int8.tflite", nil),
      ("other/selfie_segmenter_std.tflite", nil),
      ("other/selfie_segmenter_landscape_std.tflite", nil),
      ("other/obs_mediapipe.onnx", nil), ("other/obs_selfie_segmentation.onnx", nil),
      ("pphumanseg/human_v1_lite_192x192_softmax.onnx", nil),
      ("pphumanseg/human_v1_lite_192x192_softmax_dynamic.onnx", "192x192"),
      ("pphumanseg/human_v1_lite_192x192_softmax_paddle", nil),
      ("pphumanseg/human_v1_lite_192x192_softmax_paddle/model.pdmodel", nil),
      ("pphumanseg/human_v1_mobile_192x192_softmax_dequantized.onnx", nil),
      ("pphumanseg/human_v2_lite_192x192_softmax_int8w.onnx", nil),
      ("pphumanseg/portrait_v1_lite_398x224_softmax.onnx", nil),
      ("pphumanseg/portrait_v1_lite_398x224_softmax_float16.tflite", nil),
      ("pphumanseg/portrait_v1_lite_398x224_softmax_float32.tflite", nil),
      ("pphumanseg/portrait_v1_lite_dynamic_softmax_raw.onnx", "398x224"),
      ("pphumanseg/portrait_v2_lite_256x144_softmax.onnx", nil),
      ("pphumanseg/portrait_v2_lite_256x144_softmax_folded.onnx", nil),
    ] as [(String, String?)])
  func people(model: String, size: String?) throws {
    guard SharedData.isHere else { return }
    let results = FileManager.default.temporaryDirectory.appending(path: "models-\(UUID())")
    try FileManager.default.createDirectory(at: results, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: results) }
    let inputs = Self.photos.map { Self.folder.appending(path: "images/\($0).jpg").path }
    let path = SharedData.folder.appending(path: "models/\(model)").path
    let outcome = try Program.run(
      ["cutout"] + inputs + ["-o", "masks/", "--mask", "--refine", "off", "--model", path]
        + (size.map { ["--input-shape", $0] } ?? []),
      in: results)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let scores = try Self.photos.map { name in
      let found = try Persons(results.appending(path: "masks/\(name).png"))
      return found.personIoU(with: try Persons(Self.folder.appending(path: "masks/\(name).png")))
    }
    let mean = scores.reduce(0, +) / Double(scores.count)
    print("\(model): mean IoU \(mean)")
    #expect(mean >= 0.9)
  }
}
