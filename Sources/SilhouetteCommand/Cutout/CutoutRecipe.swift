import Silhouette
import SilhouetteMedia

/// What to do with every picture of a run.
struct CutoutRecipe: Sendable {
  enum Product: Sendable {
    /// The matte itself, grey.
    case mask
    /// The person over nothing.
    case cutout
    case composite(Backdrop)
  }

  /// A background whose lengths are not pixels yet.
  enum Backdrop: Sendable {
    case color(Color)
    case blur(Length)
    case image(PixelBuffer, Fit)
  }

  let product: Product
  /// The person's colours at soft edges.
  let foreground: ForegroundColors
  /// How person and background mix.
  let blending: Blending
  /// From this level on a pixel is all person; nil keeps edges soft.
  let threshold: Float?
  let subject: SubjectChoice
  /// What is smaller is a speck or a hole; nil keeps them.
  let clean: Area?
  let grow: Length
  let feather: Feather?
  /// The margin around the person; nil keeps the whole picture.
  let crop: Length?
  let depth: ChannelDepth
  let skipsEmpty: Bool
  let encoder: PhotoEncoder
}

extension CutoutRecipe {
  /// Applies `--subject`, `--clean`, `--grow` and `--feather`, in this order, after `--threshold`.
  func edit(_ matte: inout Matte) throws(SilhouetteError) {
    let (width, height) = (matte.alpha.width, matte.alpha.height)
    let shortSide = min(width, height)
    try matte.keep(subject.subject(width: width, height: height))
    if let clean { try matte.clean(below: clean.pixels(width: width, height: height)) }
    let growth = grow.pixels(shortSide: shortSide)
    if growth != 0 { try matte.grow(by: growth) }
    if let feather {
      try matte.feather(by: feather.length.pixels(shortSide: shortSide), feather.side)
    }
  }

  /// The result's pixels; `photo` is used up.
  func compose(_ matte: Matte, with photo: consuming PixelBuffer) throws(SilhouetteError)
    -> PixelBuffer
  {
    switch product {
    case .mask:
      return matte.alpha
    case .cutout:
      return try matte.cutout(of: photo, foreground: foreground)
    case .composite(let backdrop):
      let shortSide = min(photo.width, photo.height)
      try matte.composite(
        over: backdrop.background(shortSide: shortSide), foreground: foreground,
        blending: blending, into: &photo)
      return photo
    }
  }

  /// The part of `picture` that `--crop` keeps: around the person, or all of it where nobody is.
  func crop(_ picture: consuming PixelBuffer, around box: PixelRect?) -> PixelBuffer {
    guard let crop, let box else { return picture }
    let margin = crop.pixels(shortSide: min(picture.width, picture.height))
    let kept = box.expanded(
      by: Int(margin.rounded()), withinWidth: picture.width, height: picture.height)
    return picture.withView { view in PixelBuffer(copying: view.cropped(to: kept)) }
  }
}

extension CutoutRecipe.Backdrop {
  func background(shortSide: Int) -> Background {
    switch self {
    case .color(let color): .color(red: color.red, green: color.green, blue: color.blue)
    case .blur(let radius):
      .blur(radius: radius.pixels(shortSide: shortSide) / Double(max(shortSide, 1)))
    case .image(let picture, let fit): .image(picture, fit: fit)
    }
  }
}
