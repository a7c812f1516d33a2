import Silhouette
import SilhouetteImaging
import SilhouetteMedia

/// What became of one input, as a line of `--report`.
struct PictureReport: Sendable {
  enum Outcome: Sendable {
    case written
    /// The result was there already.
    case alreadyThere
    /// Nobody is in the picture and `--skip-empty` was given.
    case leftOut
    case failed(String)
    /// Whoever read standard output has stopped reading.
    case readerGone
  }

  let input: FilePath
  let output: FilePath?
  var outcome: Outcome
  var size: (width: Int, height: Int)?
  /// Those that looked.
  var networks: [String] = []
  /// The connected parts before `--subject` chose, largest first.
  var parts: [Matte.Part]?
  var finding: Finding?
  var times = StageTimes()

  /// What the matte says about the picture.
  struct Finding: Sendable {
    let isNobody: Bool
    let confidence: Float
    let personShare: Double
    let boundingBox: PixelRect?
    let touchesBorder: Bool

    init(_ matte: Matte) {
      isNobody = matte.isNobody
      confidence = matte.confidence
      // One pass for all three, where the matte's own properties take one each.
      let summary = AlphaSummary(of: matte.alpha)
      personShare = summary.share
      boundingBox = summary.boundingBox
      touchesBorder = summary.touchesBorder
    }
  }
}

extension PictureReport {
  /// Raised when a key changes its meaning or goes; new keys may come at any time.
  static let schema = 1

  /// - Parameter withCPUTimes: whether this picture had the process to itself.
  func json(withCPUTimes: Bool) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .integer(PictureReport.schema)), ("kind", "picture"), ("status", .string(status)),
    ]
    members += PictureReport.members(naming: "input", input)
    if let output, case .written = outcome {
      members += PictureReport.members(naming: "output", output)
    }
    if let size {
      members += [("width", .integer(size.width)), ("height", .integer(size.height))]
    }
    if !networks.isEmpty {
      members.append(("networks", .array(networks.map { .string($0) })))
    }
    if let finding { members += PictureReport.members(of: finding) }
    if let parts, let size { members += PictureReport.members(of: parts, in: size) }
    if case .failed(let message) = outcome { members.append(("error", .string(message))) }
    members.append(("milliseconds", times.wallTimes))
    if withCPUTimes { members.append(("cpu_milliseconds", times.cpuTimes)) }
    return .object(members)
  }

  private var status: String {
    switch outcome {
    case .written: "written"
    case .alreadyThere: "exists"
    case .leftOut: "empty"
    case .failed: "failed"
    case .readerGone: "unread"
    }
  }

  /// JSON is text; a name that is none has its bytes beside it.
  private static func members(
    naming key: String, _ path: FilePath
  ) -> [(key: String, value: JSONValue)] {
    var members: [(key: String, value: JSONValue)] = [(key, .string(path.repairedText))]
    if !path.isUTF8 {
      members.append((key + "_bytes", .string(hexadecimal(path.bytes))))
    }
    return members
  }

  private static func members(of finding: Finding) -> [(key: String, value: JSONValue)] {
    [
      ("nobody", .bool(finding.isNobody)),
      ("confidence", .rounded(Double(finding.confidence), digits: 4)),
      ("person_share", .rounded(finding.personShare, digits: 4)),
      ("bounding_box", finding.boundingBox.map(json(of:)) ?? .null),
      ("touches_border", .bool(finding.touchesBorder)),
    ]
  }

  private static let mostParts = 50

  /// What `--subject` takes as an index is the place in this list, from 1 on.
  private static func members(
    of parts: [Matte.Part], in size: (width: Int, height: Int)
  ) -> [(key: String, value: JSONValue)] {
    let pixelCount = Double(size.width) * Double(size.height)
    let listed = parts.prefix(mostParts).enumerated().map { index, part -> JSONValue in
      [
        "index": .integer(index + 1), "bounding_box": json(of: part.boundingBox),
        "share": .rounded(Double(part.pixelCount) / pixelCount, digits: 6),
      ]
    }
    return [("part_count", .integer(parts.count)), ("parts", .array(listed))]
  }

  private static func json(of rectangle: PixelRect) -> JSONValue {
    [
      "x": .integer(rectangle.x), "y": .integer(rectangle.y),
      "width": .integer(rectangle.width), "height": .integer(rectangle.height),
    ]
  }
}

/// Two digits a byte.
private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
