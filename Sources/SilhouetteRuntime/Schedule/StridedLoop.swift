import CSilhouetteKernels

/// A loop over a tensor's places that walks several views of memory at once, each by its own
/// strides (in elements; 0 repeats).
struct StridedLoop {
  private(set) var extents: [Int]
  /// One list of strides for each view.
  private(set) var strides: [[Int]]

  /// The same loop over as few axes as possible: axes of one place are dropped, and neighbours that
  /// every view walks without a gap become one axis.
  init(extents: [Int], strides: [[Int]]) {
    var merged: [Int] = []
    var mergedStrides = [[Int]](repeating: [], count: strides.count)
    for axis in extents.indices.reversed() where extents[axis] != 1 {
      let joins =
        !merged.isEmpty
        && strides.indices.allSatisfy { view in
          strides[view][axis]
            == mergedStrides[view][mergedStrides[view].count - 1] * merged[merged.count - 1]
        }
      if joins {
        merged[merged.count - 1] *= extents[axis]
      } else {
        merged.append(extents[axis])
        for view in strides.indices { mergedStrides[view].append(strides[view][axis]) }
      }
    }
    if merged.isEmpty {
      merged = [1]
      for view in strides.indices { mergedStrides[view] = [1] }
    }
    self.extents = merged.reversed()
    self.strides = mergedStrides.map { $0.reversed() }
  }

  var rank: Int { extents.count }

  static let maximumRank = Int(SLH_MAXIMUM_RANK)
}

/// Eight numbers as C keeps them; missing ones are 1.
typealias Eight = (Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64)

/// - Precondition: at most ``StridedLoop/maximumRank`` numbers.
func eight(_ numbers: [Int]) -> Eight {
  func at(_ index: Int) -> Int64 { index < numbers.count ? Int64(numbers[index]) : 1 }
  return (at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7))
}
