/// How likely each point of a picture belongs to a person, at the network's own size.
///
/// The network sees the whole picture stretched to its input, so the mask has the input's proportions
/// and covers the whole picture.
public struct Mask: Sendable {
  public let width: Int
  public let height: Int
  /// Row after row from the top, each 0 (background) … 1 (person).
  public let values: [Float]

  package init(width: Int, height: Int, values: [Float]) {
    precondition(values.count == width * height)
    self.width = width
    self.height = height
    self.values = values
  }
}
