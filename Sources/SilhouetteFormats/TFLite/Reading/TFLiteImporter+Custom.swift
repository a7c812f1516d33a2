import SilhouetteGraph

extension TFLiteImporter {
  mutating func addCustom(_ operation: TFLiteOperator) throws(FormatError) {
    switch operation.code.customName {
    case "Convolution2DTransposeBias": try addBiasedTransposedConvolution(operation)
    default: throw .unsupportedOperator(place: operation.place)
    }
  }

  /// MediaPipe's operator. Its options are three little-endian int32: padding (1 `SAME`, 2 `VALID`),
  /// stride along the width, stride along the height.
  ///
  /// Output per axis: `stride · (input − 1) + kernel − total`, with
  /// `total = max(0, kernel − (input − 1) mod stride − 1)` for `SAME` and 0 for `VALID`; the smaller
  /// half of the total lies before.
  private mutating func addBiasedTransposedConvolution(
    _ operation: TFLiteOperator
  ) throws(FormatError) {
    let inputs = [
      try input(0, of: operation), try parameter(1, of: operation), try parameter(2, of: operation),
    ]
    let picture = graph[inputs[0]].shape
    let weights = graph[inputs[1]].shape
    guard picture.rank == 4, weights.rank == 4, let range = operation.customOptions,
      range.count == 12
    else {
      throw .malformed(
        place: operation.place, reason: "its operands or its 12 bytes of options are not there")
    }
    let bytes = file.buffer
    let mode: Int32 = try bytes.integer(at: range.lowerBound)
    let strides = Extent2D(
      height: try TFLiteGeometry.checked(
        bytes.integer(at: range.lowerBound + 8), place: operation.place),
      width: try TFLiteGeometry.checked(
        bytes.integer(at: range.lowerBound + 4), place: operation.place))
    guard mode == 1 || mode == 2 else {
      throw .malformed(place: operation.place, reason: "padding mode \(mode) is not defined")
    }
    func total(_ input: Int, _ kernel: Int, _ stride: Int) -> Int {
      mode == 1 ? max(0, kernel - (input - 1) % stride - 1) : 0
    }
    let vertical = total(picture[1], weights[1], strides.height)
    let horizontal = total(picture[2], weights[2], strides.width)
    let padding = Padding(
      top: vertical / 2, bottom: vertical - vertical / 2,
      left: horizontal / 2, right: horizontal - horizontal / 2)
    try add(
      .transposedConvolution(TransposedConvolution(strides: strides, padding: padding)), inputs,
      for: operation)
  }
}
