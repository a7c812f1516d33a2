import CSilhouetteKernels
import SilhouetteGraph

/// An int8 picture between blocked kernels, with the margins that its readers want.
struct BytePicture {
  /// What readers want of the picture's surroundings, in rows and columns.
  struct Margins {
    var above = 0
    var below = 0
    var left = 0
    var right = 0
  }

  let buffer: BufferID
  let shape: Shape
  let blank: Int
  /// Bytes of a pixel in a block.
  let pixel: Int
  let blocks: Int
  let margins: Margins
  let blockPitch: Int

  /// Output columns that kernels make at once, and may make beyond the picture.
  static let columns = 4
  /// Bytes that windows of such columns may reach behind the picture.
  static let tail = 1024

  init(
    _ shape: Shape, blank: Int, pixel: Int, margins: Margins, in builder: inout ProgramBuilder
  ) {
    func rounded(_ count: Int) -> Int {
      (count + BytePicture.columns - 1) / BytePicture.columns * BytePicture.columns
    }
    var margins = margins
    margins.left = rounded(margins.left)
    self.shape = shape
    self.blank = blank
    self.pixel = pixel
    self.margins = margins
    blocks = (shape[3] + pixel - 1) / pixel
    blockPitch = (margins.left + rounded(shape[2] + margins.right)) * pixel
    let rows = margins.above + shape[1] + margins.below
    buffer = builder.buffer(byteCount: rows * blocks * blockPitch + BytePicture.tail)
  }

  var rowPitch: Int { blocks * blockPitch }
  var isSinglePixel: Bool { shape[1] == 1 && shape[2] == 1 }

  func parameter(in places: BytePlaces) -> slh_byte_picture {
    let row = places.rows[buffer]
    let start = margins.above * rowPitch + margins.left * pixel
    return slh_byte_picture(
      offset: Int64(row ?? places.layout[buffer] + start),
      row_pitch: row == nil ? Int64(rowPitch) : 0,
      block_pitch: Int64(blockPitch), height: Int32(shape[1]), width: Int32(shape[2]),
      blocks: Int32(blocks), above: Int32(margins.above), below: Int32(margins.below),
      left: Int32(margins.left), right: Int32(margins.right), pixel: Int32(pixel),
      blank: Int32(blank), is_scratch: row == nil ? 0 : 1)
  }
}
