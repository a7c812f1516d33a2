import CSilhouetteKernels
import SilhouetteGraph

/// Convolutions of 3×3 in three steps with fewer multiplications: a quarter of them at stride 1, nine
/// sixteenths at stride 2 (float/winograd.inc has the formulas).
extension Scheduler {
  /// Whether Winograd's way is the cheaper one: the transforms are made once for each channel, and
  /// pay where many channels meet; weights become four times as many, which pays where enough tiles
  /// read them. At stride 2 less is saved, and numbers are more than twice as many. Transforms round
  /// otherwise than products do, so the mode must allow it.
  func isWinograd(_ operation: Convolution, _ node: Node) -> Bool {
    let weights = graph[node.inputs[1]].shape
    let stride = operation.strides.height
    guard mode == .fast, operation.groups == 1, weights[1] == 3, weights[2] == 3,
      stride == operation.strides.width, stride <= 2, operation.dilations == .one,
      gated[node.inputs[0].index] == nil
    else { return false }
    let tiles = WinogradTiles(graph[node.outputs[0]].shape, stride: stride)
    return weights[0] >= WinogradTiles.worthwhileChannels * stride * stride
      && weights[3] >= WinogradTiles.worthwhileChannels
      && tiles.count >= WinogradTiles.worthwhile * stride
  }

  /// Appends the three steps; `attributes` are those of the convolution, which makes `value`.
  mutating func appendWinograd(
    _ operation: Convolution, _ node: Node, _ attributes: slh_row_operator, to value: ValueID,
    addend: PictureID?
  ) {
    let source = requireBlocked(node.inputs[0])
    let (input, output) = (graph[node.inputs[0]].shape, graph[node.outputs[0]].shape)
    let stride = operation.strides.height
    let tiles = WinogradTiles(output, stride: stride)
    let numbers = add(
      RowPicture(
        [input[0], tiles.rows, tiles.inARow * tiles.side, input[3]], layout: .blocked))
    var first = slh_row_operator(kernel: kernels.winograd_input)
    first.column_stride = Int32(stride)
    first.window = Int32(tiles.inputRowCount)
    first.row_table = builder.memory.store(tiles.inputRows(before: operation.padding.top))
    first.column_before = attributes.column_before
    first.tile_rows = Int32(tiles.together)
    first.output_channels = Int32(input[3])
    append(
      RowStep(
        title: "tiles of \(node.name)", input: source, output: numbers, attributes: first,
        keepsChannelsApart: true, feedsNext: true, partners: 2,
        rowWork: 3 * pictures[numbers.index].rowPitch(packing.vector)))

    let products = add(
      RowPicture(
        [output[0], tiles.rows, tiles.inARow * 4, output[3]], layout: .blocked))
    var second = slh_row_operator(kernel: kernels.winograd_products)
    second.column_stride = Int32(stride)
    second.output_channels = Int32(output[3])
    let packed = packing.winograd(
      graph[node.inputs[1]].constant?.floats() ?? [], outputs: output[3], inputs: input[3],
      stride: stride)
    append(
      RowStep(
        title: "products of \(node.name)", input: numbers, output: products, attributes: second,
        weights: .constant(builder.memory.store(packed)), weightCount: packed.count,
        rowWork: tiles.inARow * tiles.side * input[3] * output[3],
        arithmetic: graph.arithmetic(of: node)))

    var third = slh_row_operator(kernel: kernels.winograd_output)
    third.column_stride = Int32(stride)
    third.window = 6
    third.row_table = builder.memory.store(tiles.productRows)
    third.tile_rows = Int32(tiles.together)
    third.inner = attributes.inner
    third.outer = attributes.outer
    third.bias = attributes.bias
    append(
      value, title: title(node, with: addend), attributes: third, input: products,
      addend: addend, keepsChannelsApart: true, rowWork: 5 * output[2] * output[3])
  }
}

/// The tiles of 4×4 pixels that cover a picture.
struct WinogradTiles {
  /// Tiles from which on transformed weights are read often enough: those that do not fit the
  /// second cache come at a fifth of the speed at which they are multiplied.
  static let worthwhile = 8
  /// Channels, on both sides, from which on transforms are the smaller part.
  static let worthwhileChannels = 16
  /// Tiles that one vector of weights serves while it is in a register.
  private static let usual = 12

  private let stride: Int
  private let height: Int
  /// Tiles side by side, and how many rows of them lie side by side between the steps, so that a
  /// small picture's weights are read less often.
  private let columns: Int
  private let tileRows: Int
  let together: Int

  init(_ output: Shape, stride: Int) {
    self.stride = stride
    height = output[1]
    columns = (output[2] + 3) / 4
    tileRows = (output[1] + 3) / 4
    let most = (Int(SLH_WINDOW_ROWS) - (3 - stride)) / (4 * stride)
    let usual = max(min(WinogradTiles.usual / max(columns, 1), tileRows, most), 1)
    // Two threads had better make as many each.
    let isEven = (tileRows + usual - 1) / usual % 2 == 0
    together = isEven || tileRows != 2 * (usual + 1) || usual == most ? usual : usual + 1
  }

  /// The inputs along one side of a tile, and the products that come of them.
  var side: Int { 4 * stride + 3 - stride }
  var count: Int { columns * tileRows }
  var inARow: Int { columns * together }
  /// `side` for each row of tiles, or rows of them that lie together.
  var rows: Int { (tileRows + together - 1) / together * side }
  /// The input rows that they are made from.
  var inputRowCount: Int { 4 * stride * together + 3 - stride }

  /// For each row of tiles' numbers the input rows of its window.
  func inputRows(before: Int) -> [Int32] {
    (0..<rows).flatMap { row in
      (0..<inputRowCount).map { Int32(row / side * 4 * stride * together - before + $0) }
    }
  }

  /// For each output row the six rows of products that it is made from: at stride 2 five of even rows
  /// and one of an odd row.
  var productRows: [Int32] {
    (0..<height).flatMap { y in
      (0..<6).map { row in
        Int32(y / (4 * together) * side + row + (stride == 2 && row == 5 ? y % 4 : 0))
      }
    }
  }
}
