import SilhouetteGraph

/// A picture that row operators read or make, by its place in the scheduler's list.
struct PictureID: Hashable {
  let index: Int
}

/// A float32 picture between row operators.
struct RowPicture {
  enum Layout {
    /// `[image][row][block][pixel][V]`; where it lies is decided with its stage.
    case blocked
    /// `[image][row][pixel][channel]`, each row whole vectors; for few channels.
    case interleaved
    /// The dense value of the graph.
    case dense(ValueID)
  }

  let layout: Layout
  let batch: Int
  let height: Int
  let width: Int
  let channels: Int
  /// Zero pixels that whoever reads the picture wants beside its rows.
  private(set) var left = 0
  private(set) var right = 0

  init(_ shape: Shape, layout: Layout) {
    self.layout = layout
    batch = shape[0]
    height = shape[1]
    width = shape[2]
    channels = shape[3]
  }

  var isBlocked: Bool {
    if case .blocked = layout { return true }
    return false
  }

  /// Where its blocks lie among those of a wider picture, if they do.
  private(set) var container: Container?

  struct Container {
    let picture: PictureID
    let firstBlock: Int
    /// Of the wider picture.
    let blocks: Int
  }

  /// Blocks, margins and all, become part of a wider picture.
  mutating func place(in container: Container, left: Int, right: Int) {
    self.container = container
    self.left = left
    self.right = right
  }

  /// Whether it is a value of the graph as that lies in memory.
  var isDense: Bool {
    if case .dense = layout { return true }
    return false
  }

  /// Wider margins would cost more than the special columns that they save.
  static let widestMargin = 4

  /// A single pixel gets none: means are written to it, and gates read from it, as dense vectors.
  mutating func widenMargins(left: Int, right: Int) {
    guard isBlocked, height * width > 1, left <= RowPicture.widestMargin,
      right <= RowPicture.widestMargin
    else {
      return
    }
    self.left = max(self.left, left)
    self.right = max(self.right, right)
  }

  func blocks(_ vector: Int) -> Int { (channels + vector - 1) / vector }

  /// Floats from one block of a row to the next.
  func blockPitch(_ vector: Int) -> Int {
    isBlocked ? (left + width + right) * vector : vector
  }

  func pixelPitch(_ vector: Int) -> Int { isBlocked ? vector : channels }

  func rowPitch(_ vector: Int) -> Int {
    if isDense { return width * channels }
    guard isBlocked else { return (width * channels + vector - 1) / vector * vector }
    return (container?.blocks ?? blocks(vector)) * blockPitch(vector)
  }

  func byteCount(_ vector: Int) -> Int { batch * height * rowPitch(vector) * 4 }

  /// Bytes from the start of its memory to its first pixel.
  func start(_ vector: Int) -> Int {
    margin(vector) + (container?.firstBlock ?? 0) * blockPitch(vector) * 4
  }

  /// Bytes from the start of a block to its first pixel.
  func margin(_ vector: Int) -> Int { left * vector * 4 }
}
