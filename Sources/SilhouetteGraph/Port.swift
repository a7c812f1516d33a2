/// An input or output of the graph as its file names and orders it.
public struct Port: Sendable {
  public var value: ValueID
  public var name: String
  /// Axis `i` in the file is axis `permutation[i]` of the value: `[0, 3, 1, 2]` for a picture that
  /// the file keeps as `[n, c, h, w]`.
  public var permutation: [Int]

  public init(value: ValueID, name: String, permutation: [Int]) {
    self.value = value
    self.name = name
    self.permutation = permutation
  }
}
