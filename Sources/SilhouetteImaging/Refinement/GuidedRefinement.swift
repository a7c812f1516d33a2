/// Lets the edges of a small mask follow the edges of the picture: the fast guided filter (He, Sun:
/// Fast Guided Filter, 2015) with a colour guide, several times over.
///
/// In every window the mask is fitted by a line over the picture's colours, `p = a·I + b`. The fit is
/// made on a picture reduced to about the mask's own size, since the mask knows no more detail than
/// that; the lines are then interpolated and meet the full picture's colours, so the edge is as sharp
/// as the picture's. A fit to what the fit before made of the mask brings an edge that the mask has
/// misplaced closer to the picture's.
package struct GuidedRefinement: Sendable, Hashable {
  /// The shorter side of the picture that lines are fitted on, and the longest its longer one may be.
  package var shortSide: Int
  package var longSide: Int
  /// Half the window's side as a fraction of that picture's shorter side.
  package var radius: Double
  /// How much variance of colours (0…1) counts as noise.
  package var epsilon: Double
  /// How often lines are fitted.
  package var rounds: Int
  /// What the mask loses at both ends before each fit, with what lies between stretched: below it
  /// becomes 0, above one minus it 1.
  package var snap: Float
  /// What alpha loses in the same way: a fitted line leaves a haze where the mask is sure.
  package var haze: Float

  package init(
    shortSide: Int, longSide: Int, radius: Double, epsilon: Double, rounds: Int, snap: Float,
    haze: Float
  ) {
    self.shortSide = shortSide
    self.longSide = longSide
    self.radius = radius
    self.epsilon = epsilon
    self.rounds = rounds
    self.snap = snap
    self.haze = haze
  }

  /// The mask at the picture's size, in the picture's bit depth.
  package func alpha(
    from map: PersonMap, guide picture: PixelView, format: PixelFormat, workers: Workers
  ) -> PixelBuffer {
    let size = gridSize(width: picture.width, height: picture.height)
    let mask = map.resampled(
      width: size.width, height: size.height, cut: snap, workers: workers)
    let radius = max(Int(self.radius * Double(min(size.width, size.height)) + 0.5), 1)
    let fit = GuidedFit(
      colors: GuideColors(of: picture, width: size.width, height: size.height), radius: radius,
      epsilon: epsilon)
    for _ in 1..<max(rounds, 1) { fit.sharpen(mask, cut: snap, workers: workers) }
    return fit.lines(of: mask, cut: haze, workers: workers)
      .alpha(of: picture, format: format, workers: workers)
  }

  /// A picture's size reduced to the sides that lines are fitted on; never enlarged.
  package func gridSize(width: Int, height: Int) -> (width: Int, height: Int) {
    let scale = min(
      1, Double(shortSide) / Double(min(width, height)),
      Double(longSide) / Double(max(width, height)))
    func scaled(_ side: Int) -> Int { max(Int(Double(side) * scale + 0.5), 1) }
    return (scaled(width), scaled(height))
  }
}
