import SilhouetteGraph

/// The extents that a file states for an input; those that it leaves open the caller says.
struct InputExtents {
  /// In the file's order; `nil` where it is open.
  let declared: [Int?]
  /// As in `input 'x'`.
  let place: String

  /// Every extent, in the file's order.
  ///
  /// - Parameter given: in the file's order or, for a picture, as `[n, c, h, w]` whatever the file's
  ///   order is. Without it an open number of pictures, the first extent, is 1.
  /// - Throws: ``FormatError/unsupported(place:reason:)`` where it does not fit, or is missing.
  func resolved(given: [Int]?) throws(FormatError) -> [Int] {
    guard let given else { return try closed() }
    if fits(given) { return given }
    if given.count == 4 {
      let channelsLast = [given[0], given[2], given[3], given[1]]
      if fits(channelsLast) { return channelsLast }
    }
    let isFixed = declared.allSatisfy { $0 != nil }
    throw .unsupported(
      place: place,
      reason: isFixed
        ? "its size is fixed at \(description) and cannot be \(Shape(given)): give none"
        : "its size \(description) (? is open) cannot be \(Shape(given))")
  }

  private func closed() throws(FormatError) -> [Int] {
    var extents: [Int] = []
    for (axis, extent) in declared.enumerated() {
      guard let extent = extent ?? (axis == 0 ? 1 : nil) else {
        throw .unsupported(
          place: place, reason: "its size \(description) is open: give one, such as 1x3x192x192")
      }
      extents.append(extent)
    }
    return extents
  }

  private func fits(_ given: [Int]) -> Bool {
    given.count == declared.count
      && zip(given, declared).allSatisfy { $0 >= 1 && ($1 == nil || $1 == $0) }
  }

  /// As in `[?, 3, ?, ?]`.
  private var description: String {
    var text = "["
    for (axis, extent) in declared.enumerated() {
      text += (axis > 0 ? ", " : "") + (extent.map { "\($0)" } ?? "?")
    }
    return text + "]"
  }
}
