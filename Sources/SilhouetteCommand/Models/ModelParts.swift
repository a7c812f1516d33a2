import SilhouetteMedia
import SilhouetteZoo

/// Which files of a folder or an archive make up a model.
enum ModelParts {
  /// Of a Paddle export or checkpoint, and of models in one file.
  static let extensions: Set<String> = ["pdmodel", "pdiparams", "pdparams", "onnx", "tflite"]

  /// Where a file goes in the model's folder, by its name alone; nil for what is no part of one.
  static func target(_ names: [String]) -> FilePath? {
    guard let name = names.last, InstalledModels.isName(name) else { return nil }
    let path = FilePath(name)
    guard PaddleExport.descriptionNames.contains(name) || extensions.contains(path.fileExtension)
    else { return nil }
    return path
  }

  /// Throws unless `files` are one model: with `required` extensions, or any known kind.
  static func check(
    _ files: [FilePath], of origin: String, required: [String]? = nil
  ) throws(CommandFailure) {
    let found = Set(files.map { $0.fileExtension == "yml" ? "yaml" : $0.fileExtension })
    let paddle = ["yaml", "pdmodel", "pdiparams"]
    guard required != nil || !found.isEmpty else {
      throw CommandFailure(
        "\(origin.escaped): no model",
        hint: "a model is a .tflite or .onnx file, a .pdparams checkpoint, or a folder or archive "
          + "with deploy.yaml, a .pdmodel and a .pdiparams")
    }
    let isPaddle = paddle.contains { found.contains($0) }
    let missing = (required ?? (isPaddle ? paddle : [])).filter { !found.contains($0) }
    guard missing.isEmpty else {
      let kinds = missing.map { $0 == "yaml" ? "deploy.yaml" : "." + $0 + " file" }
      throw CommandFailure(
        "\(origin.escaped): no model (no \(kinds.joined(separator: ", no ")))",
        hint: "a Paddle model is a folder or archive with deploy.yaml, a .pdmodel and a .pdiparams")
    }
  }
}
