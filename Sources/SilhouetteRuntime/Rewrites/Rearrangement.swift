import SilhouetteGraph

/// Where the elements of a tensor come from after reshapes and transposes: each axis is a product
/// of parts of the source's axes, outermost first.
///
///     [n, h, w, c] → reshape [n, h, w, 2, c/2] → transpose → reshape: a channel shuffle
///     axis 3 = (part of c with stride 1, c/2 long) × (part of c with stride c/2, 2 long)
struct Rearrangement {
  /// `extent` places along a source axis, `stride` apart.
  struct Part: Equatable {
    let axis: Int
    let stride: Int
    let extent: Int
  }

  private(set) var axes: [[Part]]

  /// Indices are kept one by one: channels, not pixels.
  private static let longestGather = 1 << 14

  /// Everything in its place.
  init(_ shape: Shape) {
    axes = []
    for axis in 0..<shape.rank {
      axes.append(shape[axis] == 1 ? [] : [Part(axis: axis, stride: 1, extent: shape[axis])])
    }
  }

  mutating func transpose(by permutation: [Int]) {
    axes = permutation.map { axes[$0] }
  }

  /// - Returns: false if the new extents cut across the parts, so that no such description exists.
  mutating func reshape(to shape: Shape) -> Bool {
    var parts = Array(axes.flatMap { $0 }.reversed())
    var result: [[Part]] = []
    for extent in shape.dimensions {
      var axis: [Part] = []
      var remaining = extent
      while remaining > 1 {
        guard let part = parts.popLast() else { return false }
        if remaining % part.extent == 0 {
          axis.append(part)
          remaining /= part.extent
        } else if part.extent % remaining == 0 {
          let inner = part.extent / remaining
          axis.append(
            Part(axis: part.axis, stride: part.stride * inner, extent: remaining))
          parts.append(Part(axis: part.axis, stride: part.stride, extent: inner))
          remaining = 1
        } else {
          return false
        }
      }
      result.append(axis)
    }
    guard parts.isEmpty else { return false }
    axes = result
    return true
  }

  /// The operator that does the same in one step: nothing (an identical reshape), a reshape, a
  /// gather along one axis, or a transpose.
  func operation(from source: Shape, to target: Shape) -> Operator? {
    let merged = axes.map { Rearrangement.merged($0) }
    if Rearrangement.merged(merged.flatMap { $0 }) == Rearrangement.wholeAxes(of: source) {
      return .reshape(Reshape(to: target))
    }
    return gather(merged, source, target) ?? transpose(merged, source, target)
  }

  private func gather(_ merged: [[Part]], _ source: Shape, _ target: Shape) -> Operator? {
    guard source == target else { return nil }
    var moved: Int?
    for axis in 0..<source.rank {
      let whole =
        source[axis] == 1 ? [] : [Part(axis: axis, stride: 1, extent: source[axis])]
      if merged[axis] == whole { continue }
      guard moved == nil, merged[axis].allSatisfy({ $0.axis == axis }) else { return nil }
      moved = axis
    }
    guard let moved, source[moved] <= Rearrangement.longestGather else { return nil }
    var indices = [0]
    for part in merged[moved] {
      indices = indices.flatMap { start in
        (0..<part.extent).map { start + $0 * part.stride }
      }
    }
    return .gather(Gather(axis: moved, indices: indices))
  }

  private func transpose(_ merged: [[Part]], _ source: Shape, _ target: Shape) -> Operator? {
    guard source.rank == target.rank else { return nil }
    // Axes of extent 1 may stand anywhere; they take what is left, in order.
    var free = (0..<source.rank).filter { source[$0] == 1 }
    free.reverse()
    var permutation: [Int] = []
    for parts in merged {
      if parts.isEmpty {
        guard let axis = free.popLast() else { return nil }
        permutation.append(axis)
      } else {
        let axis = parts[0].axis
        guard parts == [Part(axis: axis, stride: 1, extent: source[axis])] else { return nil }
        permutation.append(axis)
      }
    }
    return .transpose(Transpose(permutation))
  }

  /// Neighbours that continue each other become one.
  private static func merged(_ parts: [Part]) -> [Part] {
    var result: [Part] = []
    for part in parts {
      if let last = result.last, last.axis == part.axis, last.stride == part.stride * part.extent {
        result[result.count - 1] = Part(
          axis: part.axis, stride: part.stride, extent: last.extent * part.extent)
      } else {
        result.append(part)
      }
    }
    return result
  }

  private static func wholeAxes(of shape: Shape) -> [Part] {
    Rearrangement(shape).axes.flatMap { $0 }
  }
}
