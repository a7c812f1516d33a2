/// How a reshape in the file's terms is done in a value whose axes lie in another order.
///
/// Axes split and join in groups: the shortest runs of the file's axes, before and after, that hold
/// equally many elements (channels `[28]` to `[2, 14]`, say, while rows and columns stay). If a
/// group's axes lie side by side and ascending in the value, the group can be reshaped where it
/// lies and the value keeps its layout. Otherwise `source` brings them together first.
struct ReshapeLayout {
  /// The order that the value needs before it is reshaped.
  let source: [Int]
  /// The order that it has after.
  let target: [Int]

  /// - Parameters:
  ///   - order: of the value now.
  ///   - before, after: extents in the file's order, equal in their product.
  ///   - preferred: an order for the result where the elements allow it.
  init(order: [Int], before: [Int], after: [Int], preferred: [Int]? = nil) {
    let groups = ReshapeLayout.groups(before, after)
    // A group stands where its first axis stands.
    let sorted = groups.sorted { $0.place(in: order) < $1.place(in: order) }
    source = ReshapeLayout.order(
      longAxes: sorted.flatMap { $0.before }, extents: before, current: order)
    target = ReshapeLayout.order(
      longAxes: sorted.flatMap { $0.after }, extents: after, current: preferred)
  }

  /// Axes of the file before and after that hold the same elements; none has extent 1.
  private struct Group {
    var before: [Int] = []
    var after: [Int] = []

    func place(in order: [Int]) -> Int {
      var place = Int.max
      for axis in before { place = min(place, order[axis]) }
      return place
    }
  }

  private static func groups(_ before: [Int], _ after: [Int]) -> [Group] {
    var left = before.indices.filter { before[$0] > 1 }[...]
    var right = after.indices.filter { after[$0] > 1 }[...]
    var groups: [Group] = []
    while let a = left.popFirst(), let b = right.popFirst() {
      var group = Group(before: [a], after: [b])
      var (count, other) = (before[a], after[b])
      while count != other {
        if count < other {
          guard let next = left.popFirst() else { break }
          group.before.append(next)
          count *= before[next]
        } else {
          guard let next = right.popFirst() else { break }
          group.after.append(next)
          other *= after[next]
        }
      }
      groups.append(group)
    }
    return groups
  }

  /// An order in which `longAxes` follow one another. Axes of extent 1 may stand anywhere: where
  /// `current` puts them if it has the others right, else behind the axis before them.
  private static func order(longAxes: [Int], extents: [Int], current: [Int]?) -> [Int] {
    if let current, current.count == extents.count,
      current.inverse.filter({ extents[$0] > 1 }) == longAxes
    {
      return current
    }
    var layout = longAxes
    for axis in extents.indices where extents[axis] <= 1 {
      let before = axis == 0 ? nil : layout.firstIndex(of: axis - 1)
      layout.insert(axis, at: before.map { $0 + 1 } ?? 0)
    }
    return layout.inverse
  }
}
