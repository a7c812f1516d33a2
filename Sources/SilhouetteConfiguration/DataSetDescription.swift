import SilhouetteGraph

/// The validation set that a configuration names: pictures, their masks, and what is done to them.
///
/// Paths are as the file has them: relative to the folder that PaddleSeg is started in.
public struct DataSetDescription: Hashable, Sendable {
  /// PaddleSeg's classes of data sets.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A list file names pictures and masks.
    case dataset = "Dataset"
    /// The lists are `train.txt`, `val.txt` and `test.txt` in the root.
    case ppHumanSeg14K = "PPHumanSeg14K"
  }

  public let kind: Kind
  /// Names in the list are relative to it.
  public let root: String
  /// The lines `picture mask`.
  public let list: String
  /// What stands between the two names.
  public let separator: String
  package let transforms: [PictureTransform]
}

extension TrainingConfiguration {
  /// - Throws: ``ConfigurationError`` for a set of another kind, or one of more than two classes.
  public func validationSet() throws(ConfigurationError) -> DataSetDescription {
    guard let set = try root.mapping("val_dataset") else {
      throw root.invalid("val_dataset", "is missing; it names pictures and masks")
    }
    return try set.dataSet()
  }

  /// What is done to the validation set's pictures; empty where there is none.
  package func validationTransforms() throws(ConfigurationError) -> [PictureTransform] {
    try root.mapping("val_dataset")?.transforms() ?? []
  }
}

extension ConfigurationReader {
  private static let settings = [
    "type", "dataset_root", "train_path", "val_path", "test_path", "mode", "num_classes",
    "transforms", "separator", "ignore_index", "img_channels", "edge",
  ]

  fileprivate func dataSet() throws(ConfigurationError) -> DataSetDescription {
    let kind = try dataSetKind()
    try refuseKeys(except: Self.settings, of: kind.rawValue)
    try requireDefault("num_classes", 2, "people are told from the background: 2 classes")
    try requireDefault("ignore_index", 255, "masks have 255 where nothing is judged")
    try requireDefault("img_channels", 3, "pictures are red, green and blue")
    let mode = try optionalString("mode") ?? "val"
    guard ["train", "val", "test"].contains(mode) else {
      throw invalid("mode", "'\(mode)' is none of train, val, test")
    }
    let root = try string("dataset_root")
    let separator = try optionalString("separator") ?? " "
    guard !separator.isEmpty else { throw invalid("separator", "is empty") }
    let list =
      switch kind {
      case .dataset: try string("\(mode)_path")
      case .ppHumanSeg14K: root + "/\(mode).txt"
      }
    return DataSetDescription(
      kind: kind, root: root, list: list, separator: separator, transforms: try transforms())
  }

  private func dataSetKind() throws(ConfigurationError) -> DataSetDescription.Kind {
    let name = try string("type")
    guard let kind = DataSetDescription.Kind(rawValue: name) else {
      let names = DataSetDescription.Kind.allCases.map { $0.rawValue }
      throw invalid(
        "type",
        "the data set \(name) is not known; these are: \(names.joined(separator: ", "))")
    }
    return kind
  }

  private func requireDefault(
    _ key: String, _ value: Int, _ reason: String
  ) throws(ConfigurationError) {
    guard let found = self[key], found != .null, found.integer != value else { return }
    throw invalid(key, "must be \(value) here: \(reason)")
  }
}
