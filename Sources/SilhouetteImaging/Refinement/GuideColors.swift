import CSilhouetteKernels

/// A picture's colours on a smaller grid, averaged where they are asked for.
struct GuideColors: ~Copyable {
  /// Three planes a row of −½…½, as all maps of several numbers here have them one after the other.
  let plane: Plane<Float>
  private let picture: PixelView
  private let sampler: PictureSampler
  private let known: BitMap

  init(of picture: PixelView, width: Int, height: Int) {
    plane = Plane<Float>(width: width, height: height, channels: 3)
    self.picture = picture
    sampler = PictureSampler(
      sourceWidth: picture.width, sourceHeight: picture.height, width: width, height: height)
    known = BitMap(width: width, height: height)
  }

  /// Makes sure of the colours of some areas and what lies within `reach` rows and columns.
  func read(_ areas: [PixelRect], reach: Int, workers: Workers) {
    let wanted = BitMap(around: areas, reach: reach, width: plane.width, height: plane.height)
    wanted.subtract(known)
    known.formUnion(wanted)
    sampler.forEachRow(
      of: picture, .centred(on: GuidedLines.centre), in: wanted.areas, workers: workers
    ) { y, columns, row in
      slh_guided_split(
        plane.row(y) + columns.lowerBound, plane.width, row, columns.count)
    }
  }
}
