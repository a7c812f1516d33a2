import SilhouetteGraph

extension TinyModelMaker {
  mutating func addMovement() throws {
    try addResizes()
    try addSlices()
    try add(
      "concatenation", .concatenation(Concatenation(axis: 3)),
      [[1, 4, 5, 3], [1, 4, 5, 2], [1, 4, 5, 1]])
    try add(
      "concatenation, then relu", .concatenation(Concatenation(axis: 1, activation: .relu)),
      [[1, 4, 5, 3], [1, 2, 5, 3]], isDirect: false)
    try add("split", .split(Split(axis: 3, sizes: [2, 2])), [picture(4)])
    try add("split unevenly", .split(Split(axis: 2, sizes: [1, 3, 2])), [[1, 4, 6, 2]])
    try add(
      "pad", .pad(Pad(before: [0, 1, 2, 0], after: [0, 0, 1, 3])), [picture(2)])
    try add(
      "pad with a value",
      .pad(Pad(before: [0, 1, 0, 0], after: [0, 0, 1, 0], value: -0.5)), [picture(2)])
    try add("reshape", .reshape(Reshape(to: [1, 5, 4, 3])), [[1, 4, 5, 3]])
    try add("transpose", .transpose(Transpose([0, 3, 1, 2])), [picture(3)])
    try add("gather", .gather(Gather(axis: 1, indices: [0, 3, 3, 1])), [[1, 5, 4, 2]])
    try add("broadcast", .broadcast(Broadcast(to: [1, 4, 5, 3])), [[1, 1, 1, 3]])
  }

  private mutating func addResizes() throws {
    let sizes = [Extent2D(height: 12, width: 9), Extent2D(height: 3, width: 4)]
    for size in sizes {
      for coordinates in [Resize.Coordinates.halfPixel, .alignCorners, .asymmetric] {
        try add(
          "bilinear, \(coordinates), to \(size.height)x\(size.width)",
          .resize(Resize(size: size, filter: .bilinear, coordinates: coordinates)), [picture(2)])
        let rounding: Resize.Rounding = coordinates == .asymmetric ? .floor : .halfUp
        try add(
          "nearest, \(coordinates), to \(size.height)x\(size.width)",
          .resize(Resize(size: size, filter: .nearest(rounding), coordinates: coordinates)),
          [picture(2)])
      }
    }
  }

  private mutating func addSlices() throws {
    try add(
      "slice", .slice(Slice(starts: [0, 1, 2, 0], sizes: [1, 2, 2, 1], steps: [1, 1, 1, 1])),
      [[1, 4, 5, 3]])
    try add(
      "slice in steps",
      .slice(Slice(starts: [0, 0, 1, 0], sizes: [1, 2, 2, 3], steps: [1, 2, 3, 1])),
      [[1, 4, 5, 3]])
    try add(
      "slice backwards",
      .slice(Slice(starts: [0, 3, 4, 0], sizes: [1, 4, 2, 3], steps: [1, -1, -2, 1])),
      [[1, 4, 5, 3]])
  }
}
