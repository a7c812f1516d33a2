/// For each place of a resized axis its two neighbours in the source and how much of the second one
/// to take. Half-pixel centres, edges repeated, nothing averaged when it shrinks.
struct LinearAxis {
  var firsts: [Int]
  var seconds: [Int]
  var shares: [Float]

  private init(count: Int) {
    firsts = [Int](repeating: 0, count: count)
    seconds = firsts
    shares = [Float](repeating: 0, count: count)
  }

  /// OpenCV's `resize`: the position in double precision, its fraction as a float.
  static func openCV(from source: Int, to target: Int) -> LinearAxis {
    var axis = LinearAxis(count: target)
    let scale = 1 / (Double(target) / Double(source))
    for place in 0..<target {
      let position = Float((Double(place) + 0.5) * scale - 0.5)
      let floor = position.rounded(.down)
      let (first, isInside) = (Int(floor), floor >= 0 && Int(floor) < source - 1)
      axis.firsts[place] = min(max(first, 0), source - 1)
      axis.seconds[place] = min(axis.firsts[place] + 1, source - 1)
      axis.shares[place] = isInside ? position - floor : 0
    }
    return axis
  }

  /// Paddle's `interpolate(mode="bilinear", align_corners=False)`: everything as floats.
  static func paddle(from source: Int, to target: Int) -> LinearAxis {
    var axis = LinearAxis(count: target)
    let scale = Float(source) / Float(target)
    for place in 0..<target {
      let position = max((Float(place) + 0.5) * scale - 0.5, 0)
      axis.firsts[place] = min(Int(position), source - 1)
      axis.seconds[place] = min(axis.firsts[place] + 1, source - 1)
      axis.shares[place] = position - Float(axis.firsts[place])
    }
    return axis
  }
}
