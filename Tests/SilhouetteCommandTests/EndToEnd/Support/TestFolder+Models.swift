import Foundation
import SilhouetteTestSupport

extension TestFolder {
  /// Writes an export of ``RedPaddleModel`` into the folder `name`, of a size that is open.
  func addExport(
    _ name: String, ending: RedPaddleModel.Ending = .softmax, width: Int = 32, height: Int = 32
  ) throws {
    try write(RedPaddleModel.program(ending: ending), to: name + "/model.pdmodel")
    try write(RedPaddleModel.parameters, to: name + "/model.pdiparams")
    let description = RedPaddleModel.description(ending: ending, width: width, height: height)
    try write(Array(description.utf8), to: name + "/deploy.yaml")
  }

  /// Writes the matte of `photo` as `name`, as the network gives it.
  func cutOutMask(
    of photo: String, as name: String, model: String, _ options: String...
  ) throws -> Program.Outcome {
    try Program.run(
      ["cutout", photo, "-o", name, "--model", model, "--mask", "--refine", "off"] + options,
      in: url, environment: ["SILHOUETTE_MODELS": url.appending(path: "installed").path])
  }
}
