import Foundation
import SilhouetteTestSupport
import Testing

/// The command on photos with published or hand-made masks that a developer has beside the project.
@Suite("cutout on photos beside the project")
struct CutoutParityTests {
  private static let data = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data")

  private let folder = FileManager.default.temporaryDirectory.appending(path: "cutout-\(UUID())")

  /// The masks that NXP's example program made of its pictures, float and INT8.
  @Test(
    "agrees with NXP's published pictures",
    arguments: [
      ("general", "example_input", "example_output_fp16", 0.985),
      ("landscape", "example_landscape_input", "example_landscape_output_fp16", 0.975),
      ("selfie_segmenter_int8.tflite", "example_input", "example_output", 0.985),
      (
        "selfie_segmenter_landscape_int8.tflite", "example_landscape_input",
        "example_landscape_output", 0.975
      ),
    ])
  func publishedPictures(model: String, input: String, output: String, bar: Double) throws {
    let pictures = Self.data.appending(path: "photos/nxp")
    let models = Self.data.appending(path: "models")
    guard isHere(pictures), isHere(models) else { return }
    let model = model.hasSuffix(".tflite") ? models.appending(path: model).path : model
    try cutOut(
      pictures.appending(path: input + ".jpg").path, model: model, into: "mask.png",
      ["--threshold", "0.1"])
    let found = try Persons(folder.appending(path: "mask.png"))
    let published = try Persons(pictures.appending(path: output + ".jpg"))
    let agreement = found.personIoU(with: published)
    print("\(output): IoU \(agreement)")
    #expect(agreement >= bar)
  }

  /// 91.45 is what LiteRT and OpenCV give for the same network, input and upscaling.
  @Test("scores on photos of people as the network does elsewhere")
  func score() throws {
    let photos = Self.data.appending(path: "people290/test")
    guard isHere(photos) else { return }
    try cutOut(photos.appending(path: "images").path, model: "general", into: "masks/", [])
    let names = try FileManager.default.contentsOfDirectory(
      atPath: photos.appending(path: "masks").path
    ).filter { $0.hasSuffix(".png") }
    let scores = try names.map { name in
      let found = try Persons(folder.appending(path: "masks/" + name))
      let truth = try Persons(photos.appending(path: "masks/" + name))
      return (found.personIoU(with: truth) + found.backgroundIoU(with: truth)) / 2
    }
    let mean = 100 * scores.reduce(0, +) / Double(scores.count)
    print("mean IoU of \(scores.count) photos: \(mean)")
    #expect(abs(mean - 91.45) <= 0.3)
  }

  private func isHere(_ folder: URL) -> Bool {
    let isHere = FileManager.default.fileExists(atPath: folder.path)
    if !isHere { print("\(folder.path): not here") }
    return isHere
  }

  private func cutOut(
    _ input: String, model: String, into output: String, _ options: [String]
  ) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let outcome = try Program.run(
      ["cutout", input, "-o", output, "--model", model, "--mask", "--refine", "off"] + options,
      in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
