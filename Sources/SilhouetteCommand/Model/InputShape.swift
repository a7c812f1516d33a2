import ArgumentParser

/// The extents of a network's input, asked for by whoever runs it.
struct InputShape: Hashable, Sendable {
  /// In the file's order, which is `[batch, channels, height, width]` in formats with open sizes.
  let extents: [Int]

  init(extents: [Int]) {
    self.extents = extents
  }

  /// One picture of three channels.
  init(width: Int, height: Int) {
    extents = [1, 3, height, width]
  }

  static let maximumExtent = 1 << 14

  /// Of one picture of three channels, in either order of axes; `nil` for anything else.
  var pictureSize: (width: Int, height: Int)? {
    guard extents.count == 4, extents[0] == 1 else { return nil }
    if extents[1] == 3 { return (extents[3], extents[2]) }
    return extents[3] == 3 ? (extents[2], extents[1]) : nil
  }
}

extension InputShape: CustomStringConvertible {
  var description: String { extents.map { "\($0)" }.joined(separator: "x") }
}

extension InputShape: ExpressibleByArgument {
  /// `398x224` (width and height) or `1x3x224x398`.
  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
    let extents = parts.compactMap { Int($0) }
    guard extents.count == parts.count, [2, 4].contains(extents.count),
      extents.allSatisfy((1...InputShape.maximumExtent).contains)
    else { return nil }
    if extents.count == 2 {
      self.init(width: extents[0], height: extents[1])
    } else {
      self.init(extents: extents)
    }
  }
}
