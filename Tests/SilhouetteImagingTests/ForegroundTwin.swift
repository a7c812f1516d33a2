/// Foreground colours as the paper has them, plainly: whole pictures in double, every level, its two
/// equations solved by their determinant. One channel at a time.
struct ForegroundTwin {
  let width: Int
  let height: Int
  let color: [Double]
  let alpha: [Double]

  /// The person's colour of every pixel.
  func foreground() -> [Double] {
    let short = min(width, height)
    let scale = min(1, 256 / Double(short), 1024 / Double(max(width, height)))
    func scaled(_ side: Int) -> Int { max(Int((Double(side) * scale).rounded()), 1) }
    let level = resampled(width: scaled(width), height: scaled(height))
    let total = (level.alpha.reduce(0, +), level.alpha.reduce(0) { $0 + 1 - $1 })
    let weighted = zip(level.color, level.alpha)
    let means = (
      weighted.reduce(0) { $0 + $1.0 * $1.1 } / max(total.0, 1e-6),
      weighted.reduce(0) { $0 + $1.0 * (1 - $1.1) } / max(total.1, 1e-6)
    )
    let (front, back) = level.solved(from: means)
    func enlarged(_ map: [Double]) -> [Double] {
      Self.resampled(map, level.width, level.height, to: width, height)
    }
    return relaxed(enlarged(front), enlarged(back), rounds: 2).0
  }

  private func solved(from means: (Double, Double)) -> ([Double], [Double]) {
    let rounds = max(width, height) <= 32 ? 10 : 2
    if width == 1, height == 1 { return relaxed([means.0], [means.1], rounds: rounds) }
    let smaller = resampled(width: (width + 1) / 2, height: (height + 1) / 2)
    let (front, back) = smaller.solved(from: means)
    func enlarged(_ map: [Double]) -> [Double] {
      Self.resampled(map, smaller.width, smaller.height, to: width, height)
    }
    return relaxed(enlarged(front), enlarged(back), rounds: rounds)
  }

  private func relaxed(
    _ front: [Double], _ back: [Double], rounds: Int
  ) -> ([Double], [Double]) {
    var (front, back) = (front, back)
    for _ in 0..<rounds {
      let before = (front, back)
      for y in 0..<height {
        for x in 0..<width {
          let k = y * width + x
          (front[k], back[k]) = solvedPixel(x, y, before.0, before.1)
        }
      }
    }
    return (front, back)
  }

  private func solvedPixel(
    _ x: Int, _ y: Int, _ front: [Double], _ back: [Double]
  ) -> (Double, Double) {
    let k = y * width + x
    let neighbours = [
      y * width + max(x - 1, 0), y * width + min(x + 1, width - 1),
      max(y - 1, 0) * width + x, min(y + 1, height - 1) * width + x,
    ]
    let a = alpha[k]
    var (f, b, total) = (a * color[k], (1 - a) * color[k], 0.0)
    for n in neighbours {
      let weight = 1e-5 + 0.05 * abs(a - alpha[n])
      f += weight * front[n]
      b += weight * back[n]
      total += weight
    }
    let (ff, fb, bb) = (a * a + total, a * (1 - a), (1 - a) * (1 - a) + total)
    let determinant = ff * bb - fb * fb
    return (
      min(max((bb * f - fb * b) / determinant, 0), 1),
      min(max((ff * b - fb * f) / determinant, 0), 1)
    )
  }

  private func resampled(width: Int, height: Int) -> ForegroundTwin {
    ForegroundTwin(
      width: width, height: height,
      color: Self.resampled(color, self.width, self.height, to: width, height),
      alpha: Self.resampled(alpha, self.width, self.height, to: width, height))
  }

  private static func resampled(
    _ map: [Double], _ width: Int, _ height: Int, to newWidth: Int, _ newHeight: Int
  ) -> [Double] {
    let columns = weights(from: width, to: newWidth)
    let rows = weights(from: height, to: newHeight)
    let narrow = (0..<height).flatMap { y in
      columns.map { taps in taps.reduce(0) { $0 + $1.weight * map[y * width + $1.position] } }
    }
    return rows.flatMap { taps in
      (0..<newWidth).map { x in
        taps.reduce(0) { $0 + $1.weight * narrow[$1.position * newWidth + x] }
      }
    }
  }

  /// Area average where it shrinks, linear between pixel centres where it grows.
  private static func weights(
    from count: Int, to newCount: Int
  ) -> [[(position: Int, weight: Double)]] {
    let step = Double(count) / Double(newCount)
    return (0..<newCount).map { target in
      if newCount < count {
        let (start, end) = (Double(target) * step, Double(target + 1) * step)
        return (Int(start)..<min(Int(end.rounded(.up)), count)).map { position in
          let covered = min(end, Double(position + 1)) - max(start, Double(position))
          return (position, max(covered, 0) / step)
        }
      }
      let place = min(max((Double(target) + 0.5) * step - 0.5, 0), Double(count - 1))
      let first = Int(place)
      let share = place - Double(first)
      return [(first, 1 - share), (min(first + 1, count - 1), share)]
    }
  }
}
