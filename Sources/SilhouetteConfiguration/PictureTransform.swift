import SilhouetteZoo

/// One step of PaddleSeg's picture preparation, as a configuration's `transforms` name it.
public enum PictureTransform: Hashable, Sendable {
  /// To `width` x `height`; with `keepsRatio` as large as fits; sides rounded up to `divisor`.
  case resize(width: Int, height: Int, keepsRatio: Bool, divisor: Int?)
  /// `(pixel / 255 − mean) / standardDeviation`, three of each in the order red, green, blue.
  case normalize(mean: [Float], standardDeviation: [Float])
  /// To `width` x `height` by pixels at the right and at the bottom.
  case padding(width: Int, height: Int)
  /// To width / height = `ratio` by pixels at the right or at the bottom.
  case paddingByAspectRatio(Double)
  /// The longer side not above `maximum` and not below `minimum`.
  case limitLong(maximum: Int?, minimum: Int?)
  case resizeByLong(Int)
  case resizeByShort(Int, maximum: Int?)

  /// As PaddleSeg's classes are called.
  public var name: String {
    switch self {
    case .resize: "Resize"
    case .normalize: "Normalize"
    case .padding: "Padding"
    case .paddingByAspectRatio: "PaddingByAspectRatio"
    case .limitLong: "LimitLong"
    case .resizeByLong: "ResizeByLong"
    case .resizeByShort: "ResizeByShort"
    }
  }

  static let names =
    "Resize, Normalize, Padding, PaddingByAspectRatio, LimitLong, ResizeByLong, ResizeByShort"
}

extension ConfigurationReader {
  /// The list under `key`; empty where there is none.
  func transforms(_ key: String = "transforms") throws(ConfigurationError) -> [PictureTransform] {
    guard let node = self[key], node != .null else { return [] }
    guard let entries = node.sequence else { throw invalid(key, "not a list of transforms") }
    var transforms: [PictureTransform] = []
    for (index, entry) in entries.enumerated() {
      let reader = ConfigurationReader(entry, file: file, path: "\(path(key))[\(index)]")
      transforms.append(try reader.transform())
    }
    return transforms
  }

  private func transform() throws(ConfigurationError) -> PictureTransform {
    switch try string("type") {
    case "Resize":
      let size = try self.size("target_size") ?? (512, 512)
      return .resize(
        width: size.width, height: size.height, keepsRatio: try boolean("keep_ratio") ?? false,
        divisor: try extent("size_divisor"))
    case "Normalize":
      let deviation = try channels("std")
      guard !deviation.contains(0) else { throw invalid("std", "0 cannot be divided by") }
      return .normalize(mean: try channels("mean"), standardDeviation: deviation)
    case "Padding":
      guard let size = try size("target_size") else { throw invalid("target_size", "is missing") }
      return .padding(width: size.width, height: size.height)
    case "PaddingByAspectRatio":
      let ratio = self["aspect_ratio"]?.number ?? 1
      guard (0.01...100).contains(ratio) else { throw invalid("aspect_ratio", "not 0.01 to 100") }
      return .paddingByAspectRatio(ratio)
    case "LimitLong":
      return .limitLong(maximum: try extent("max_long"), minimum: try extent("min_long"))
    case "ResizeByLong":
      guard let long = try extent("long_size") else { throw invalid("long_size", "is missing") }
      return .resizeByLong(long)
    case "ResizeByShort":
      guard let short = try extent("short_size") else { throw invalid("short_size", "is missing") }
      return .resizeByShort(short, maximum: try extent("max_size"))
    case let name:
      throw invalid(
        "type", "the transform \(name) is not known; these are: \(PictureTransform.names)")
    }
  }

  /// Three numbers, or one for all three; 0.5 where there are none.
  private func channels(_ key: String) throws(ConfigurationError) -> [Float] {
    guard let node = self[key], node != .null else { return [0.5, 0.5, 0.5] }
    let values = (node.sequence ?? [node]).compactMap(\.number).map { Float($0) }
    guard values.count == (node.sequence ?? [node]).count, values.count == 1 || values.count == 3,
      values.allSatisfy(\.isFinite)
    else { throw invalid(key, "not one number, and not three") }
    return values.count == 1 ? [values[0], values[0], values[0]] : values
  }
}
