import CSilhouetteKernels
import SilhouetteGraph

/// A row operator before its stage is known.
struct RowStep {
  enum Weights {
    case none
    case constant(UnsafePointer<Float>)
    /// Made during the run; `imagePitch` floats further for each image.
    case buffer(BufferID, imagePitch: Int)
    /// A number for each channel: the vector picture is one pixel large.
    case picture(PictureID)
  }

  var title: String
  var input: PictureID
  var addend: PictureID?
  var output: PictureID
  /// All that does not depend on where pictures lie.
  var attributes: slh_row_operator
  var weights = Weights.none
  var sums: BufferID?
  /// Whether a block of the output needs the same block of the input alone.
  var keepsChannelsApart = false
  /// Whether the next step alone reads it, each row once, and needs other weights for the next row:
  /// then every row is read as soon as it is there.
  var feedsNext = false
  /// Steps right after it that had better be in the same stage, since what lies between is large.
  var partners = 0
  /// The channels that a selecting kernel reads, of one picture or of several that share a container;
  /// ``input`` is then where they all lie.
  var selection: [ChannelSource] = []
  /// Weights that are read for every row.
  var weightCount = 0
  /// Multiply-adds, or vectors moved, for one row.
  var rowWork: Int
  /// As the graph counts them.
  var arithmetic = ArithmeticCount()

  /// Input row of the first and the last place of the window over output row `y`, not clamped.
  func window(_ y: Int) -> (first: Int, last: Int) {
    let count = Int(attributes.window)
    if let table = attributes.row_table {
      return (Int(table[y * count]), Int(table[y * count + count - 1]))
    }
    let first = y * Int(attributes.row_stride) - Int(attributes.row_before)
    return (first, first + (count - 1) * Int(attributes.row_dilation))
  }

  /// Whether a block of the output needs of this picture the same block alone.
  func takesByBlock(_ picture: PictureID) -> Bool {
    if case .picture(picture) = weights { return false }
    return input != picture || keepsChannelsApart
  }

  var pictures: [PictureID] {
    var pictures = [input]
    if let addend { pictures.append(addend) }
    if case .picture(let picture) = weights { pictures.append(picture) }
    return pictures
  }
}

/// What the scheduler does one after the other.
enum ScheduleItem {
  case row(RowStep)
  /// A node on dense tensors.
  case dense(Int)
  /// The mean over each image from a row step's sums, into a vector picture.
  case mean(sums: BufferID, of: PictureID, to: PictureID, title: String)
  /// A gate multiplied into packed weights.
  case gate(
    weights: UnsafePointer<Float>, gate: PictureID, to: BufferID, blocks: Int, places: Int,
    channels: Int, title: String)
}

extension slh_row_operator {
  /// An operator that reads row `y` and pixel `x` for row `y` and pixel `x`.
  init(kernel: @escaping slh_row_kernel) {
    self.init()
    self.kernel = kernel
    input = -1
    addend = -1
    output = -1
    window = 1
    row_stride = 1
    row_dilation = 1
    columns = 1
    column_stride = 1
    column_dilation = 1
    weights_offset = -1
    sums_offset = -1
    inner = Activation.identity.parameters
    outer = Activation.identity.parameters
    kind = SLH_ADD
  }
}
