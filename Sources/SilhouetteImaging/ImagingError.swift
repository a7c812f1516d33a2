/// Why pixels cannot be worked on.
public enum ImagingError: Error, Hashable, Sendable {
  /// A borrowed picture whose size, stride or address makes no sense.
  case invalidPicture(reason: String)
  /// Two pictures that belong together differ in size.
  case sizeMismatch(expectedWidth: Int, expectedHeight: Int, width: Int, height: Int)
  /// A picture that has to hold colours is grey.
  case grayPicture
  /// A rectangle that is empty or leaves the picture.
  case rectangleOutside(PixelRect, width: Int, height: Int)
  /// A length or level that is not a number or out of its range.
  case invalidAmount(name: String, range: String)
  /// A part that is not there was asked for; `boxes` are around those that are, largest first.
  case noSuchPart(wanted: String, boxes: [PixelRect])
  /// A point beside the picture.
  case pointOutside(x: Int, y: Int, width: Int, height: Int)
}

extension ImagingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidPicture(let reason):
      "the picture cannot be read: \(reason)"
    case .sizeMismatch(let expectedWidth, let expectedHeight, let width, let height):
      "the picture has \(width)x\(height) pixels, but its matte was made for "
        + "\(expectedWidth)x\(expectedHeight); pass the picture that the matte was made of"
    case .grayPicture:
      "a colour background needs a picture with colours; convert the grey picture to RGB first"
    case .rectangleOutside(let rectangle, let width, let height):
      "the rectangle \(rectangle.width)x\(rectangle.height) at \(rectangle.x),\(rectangle.y) is "
        + "empty or leaves the picture of \(width)x\(height) pixels"
    case .invalidAmount(let name, let range):
      "\(name) must be \(range)"
    case .noSuchPart(let wanted, let boxes):
      "\(wanted): " + ImagingError.list(boxes)
    case .pointOutside(let x, let y, let width, let height):
      "the point \(x),\(y) is outside the picture of \(width)x\(height) pixels"
    }
  }

  /// What can be asked for instead.
  private static func list(_ boxes: [PixelRect]) -> String {
    guard !boxes.isEmpty else { return "no person was found in the picture" }
    let longest = 8
    var places: [String] = []
    for (index, box) in boxes.prefix(longest).enumerated() {
      places.append("\(index + 1) is \(box.width)x\(box.height) at \(box.x),\(box.y)")
    }
    if boxes.count > longest { places.append("…") }
    let count = boxes.count == 1 ? "there is 1 connected part" : "there are \(boxes.count) parts"
    return count + ", largest first: " + places.joined(separator: "; ")
  }
}
