/// What goes behind a person, ready to be read row by row at the picture's size.
package enum Backdrop: ~Copyable {
  case color(red: Float, green: Float, blue: Float)
  case picture(FittedPicture)
  case blur(BackgroundBlur)

  /// Scratch floats that a row needs.
  var scratchCount: Int {
    switch self {
    case .color: 0
    case .picture(let picture): picture.scratchCount
    case .blur(let blur): blur.scratchCount
    }
  }

  /// Makes row `y` ready in `scratch`.
  func prepare(row y: Int, scratch: UnsafeMutablePointer<Float>) {
    switch self {
    case .color: break
    case .picture(let picture): picture.prepare(row: y, scratch: scratch)
    case .blur(let blur): blur.prepare(row: y, scratch: scratch)
    }
  }

  /// Colours 0…1 of a run of pixels of the row that `scratch` was made ready for.
  func colors(
    _ columns: Range<Int>, row y: Int, into target: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .color(let red, let green, let blue):
      for k in 0..<columns.count {
        target[3 * k] = red
        target[3 * k + 1] = green
        target[3 * k + 2] = blue
      }
    case .picture(let picture): picture.colors(columns, row: y, into: target, scratch: scratch)
    case .blur(let blur): blur.colors(columns, into: target, scratch: scratch)
    }
  }
}
