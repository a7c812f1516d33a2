/// PP-HumanSeg's post-processing of a mask: what is not near a confident core becomes background.
///
/// With t = 1 where a score is above 240/255, e the erosion of t and d the dilation of e, scores are
/// multiplied by d (PaddleSeg, `contrib/PP-HumanSeg/src/infer.py`, `postprocess`). Both structuring
/// elements are crosses, as OpenCV's `MORPH_CROSS`; points outside the mask take no part.
package enum ConfidentCores {
  /// 5x5 and 25x25.
  private static let erosionReach = 2
  private static let dilationReach = 12

  package static func kept(of map: ProbabilityMap) -> ProbabilityMap {
    var core = CrossMorphology(
      width: map.width, height: map.height, points: map.values.map(isConfident))
    core.erode(by: erosionReach)
    core.dilate(by: dilationReach)
    var values = map.values
    for index in values.indices where !core.points[index] { values[index] = 0 }
    return ProbabilityMap(width: map.width, height: map.height, values: values)
  }

  /// The score is cut to a whole number of 0…255 first, so this is 241/255 and above.
  private static func isConfident(_ score: Float) -> Bool { score * 255 >= 241 }
}

/// Erosion and dilation of a binary picture by a cross: a point's row and column to each side.
struct CrossMorphology {
  let width: Int
  let height: Int
  private(set) var points: [Bool]

  init(width: Int, height: Int, points: [Bool]) {
    self.width = width
    self.height = height
    self.points = points
  }

  /// Keeps a point if all in its cross are set.
  mutating func erode(by reach: Int) { replace(reach: reach, spreading: false) }

  /// Sets a point if any in its cross is set.
  mutating func dilate(by reach: Int) { replace(reach: reach, spreading: true) }

  /// The value that spreads is set along the cross of each point that has it: erosion is dilation
  /// of what is not set.
  private mutating func replace(reach: Int, spreading value: Bool) {
    let source = points
    for y in 0..<height {
      for x in 0..<width where source[y * width + x] == value {
        for column in max(x - reach, 0)...min(x + reach, width - 1) {
          points[y * width + column] = value
        }
        for row in max(y - reach, 0)...min(y + reach, height - 1) {
          points[row * width + x] = value
        }
      }
    }
  }
}
