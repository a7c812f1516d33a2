import SilhouetteGraph
import SilhouetteZoo

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

  /// PaddleSeg's classes without anything random, with their arguments.
  private static let transforms: [(name: String, arguments: [String])] = [
    ("Resize", ["target_size", "interp", "keep_ratio", "size_divisor"]),
    ("Normalize", ["mean", "std"]),
    ("Padding", ["target_size", "im_padding_value", "label_padding_value"]),
    ("PaddingByAspectRatio", ["aspect_ratio", "im_padding_value", "label_padding_value"]),
    ("LimitLong", ["max_long", "min_long"]),
    ("ResizeByLong", ["long_size"]),
    ("ResizeByShort", ["short_size", "max_size"]),
  ]

  private func transform() throws(ConfigurationError) -> PictureTransform {
    let name = try string("type")
    guard let known = Self.transforms.first(where: { $0.name == name }) else {
      let names = Self.transforms.map { $0.name }.joined(separator: ", ")
      throw invalid("type", "the transform \(name) is not known; these are: \(names)")
    }
    try refuseKeys(except: ["type"] + known.arguments, of: name)
    switch name {
    case "Resize": return .resize(try resize())
    case "Normalize":
      let deviation = try channels("std")
      guard !deviation.contains(0) else { throw invalid("std", "0 cannot be divided by") }
      return .normalize(mean: try channels("mean"), standardDeviation: deviation)
    case "Padding":
      guard let size = try size("target_size") else { throw invalid("target_size", "is missing") }
      return .padding(width: size.width, height: size.height, try fill())
    case "PaddingByAspectRatio":
      let ratio = try number("aspect_ratio", in: 0.01...100) ?? 1
      return .paddingByAspectRatio(ratio, try fill())
    case "LimitLong":
      return .limitLong(maximum: try extent("max_long"), minimum: try extent("min_long"))
    case "ResizeByLong": return .resizeByLong(try neededExtent("long_size"))
    default:
      return .resizeByShort(try neededExtent("short_size"), maximum: try longestExtent("max_size"))
    }
  }

  private func resize() throws(ConfigurationError) -> PictureTransform.Resize {
    let size = try self.size("target_size") ?? (512, 512)
    let name = try optionalString("interp") ?? PictureTransform.Interpolation.linear.rawValue
    guard let interpolation = PictureTransform.Interpolation(rawValue: name) else {
      let names = PictureTransform.Interpolation.allCases.map { $0.rawValue }
      throw invalid("interp", "\(name) is none of \(names.joined(separator: ", "))")
    }
    return PictureTransform.Resize(
      width: size.width, height: size.height, keepsRatio: try boolean("keep_ratio") ?? false,
      divisor: try extent("size_divisor"), interpolation: interpolation)
  }

  private func fill() throws(ConfigurationError) -> PictureTransform.Fill {
    let label = try number("label_padding_value", in: 0...255) ?? 255
    return PictureTransform.Fill(
      picture: Float(try number("im_padding_value", in: 0...255) ?? 127.5), label: UInt8(label))
  }

  private func neededExtent(_ key: String) throws(ConfigurationError) -> Int {
    guard let extent = try extent(key) else { throw invalid(key, "is missing") }
    return extent
  }

  /// An extent whose default is so large that no picture reaches it.
  private func longestExtent(_ key: String) throws(ConfigurationError) -> Int? {
    if let value = self[key]?.number, value > Double(Self.maximumExtent) { return nil }
    return try extent(key)
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
