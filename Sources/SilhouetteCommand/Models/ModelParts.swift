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
    guard name == "deploy.yaml" || extensions.contains(path.fileExtension) else { return nil }
    return path
  }

  /// Throws unless `files` are one model: with `required` extensions, or any known kind.
  static func check(
    _ files: [FilePath], of origin: String, required: [String]? = nil
  ) throws(CommandFailure) {
    let found = files.map(\.fileExtension)
    let missing: [String]
    if let required {
      missing = required.filter { !found.contains($0) }
    } else if found.contains("pdmodel") != found.contains("pdiparams") {
      missing = [found.contains("pdmodel") ? "pdiparams" : "pdmodel"]
    } else {
      missing = found.contains { extensions.contains($0) } ? [] : ["pdmodel"]
    }
    guard missing.isEmpty else {
      let kinds = missing.map { "." + $0 }.joined(separator: ", ")
      throw CommandFailure(
        "\(origin.escaped): no model (no \(kinds) file)",
        hint: "a Paddle model is a folder or archive with deploy.yaml, a .pdmodel and a .pdiparams")
    }
  }
}
