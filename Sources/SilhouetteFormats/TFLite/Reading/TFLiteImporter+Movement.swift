import SilhouetteGraph

/// Operators that move elements without computing new ones. Where an operator's own operand only
/// repeats the shape that its output is declared with, the declaration counts.
extension TFLiteImporter {
  mutating func addResizeBilinear(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.ResizeBilinear
    let options = try operation.options(Field.unionType)
    try addResize(
      operation, .bilinear, alignsCorners: try options.bool(Field.alignCorners),
      hasHalfPixelCenters: try options.bool(Field.halfPixelCenters))
  }

  /// Without aligned corners the index is `⌊(i + 0.5) · ratio⌋` or `⌊i · ratio⌋`, with them
  /// `i · ratio` rounded, halves up.
  mutating func addResizeNearest(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.ResizeNearest
    let options = try operation.options(Field.unionType)
    let alignsCorners = try options.bool(Field.alignCorners)
    let hasHalfPixelCenters = try options.bool(Field.halfPixelCenters)
    try addResize(
      operation, .nearest(alignsCorners || hasHalfPixelCenters ? .halfUp : .floor),
      alignsCorners: alignsCorners, hasHalfPixelCenters: hasHalfPixelCenters)
  }

  private mutating func addResize(
    _ operation: TFLiteOperator, _ filter: Resize.Filter, alignsCorners: Bool,
    hasHalfPixelCenters: Bool
  ) throws(FormatError) {
    guard !alignsCorners || !hasHalfPixelCenters else {
      throw .malformed(
        place: operation.place, reason: "align_corners and half_pixel_centers exclude each other")
    }
    let size = try integers(1, of: operation)
    guard size.count == 2 else {
      throw .malformed(place: operation.place, reason: "a size of \(size.count) numbers, not two")
    }
    let resize = Resize(
      size: Extent2D(height: size[0], width: size[1]), filter: filter,
      coordinates: alignsCorners ? .alignCorners : hasHalfPixelCenters ? .halfPixel : .asymmetric)
    try addUnary(.resize(resize), operation)
  }

  mutating func addConcatenation(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.Concatenation
    let options = try operation.options(Field.unionType)
    var inputs: [ValueID] = []
    for position in operation.inputs.indices { inputs.append(try input(position, of: operation)) }
    guard let first = inputs.first else {
      throw .malformed(place: operation.place, reason: "has no input")
    }
    let number = Int(try options.integer(Field.axis, default: Int32(0)))
    let concatenation = Concatenation(
      axis: try axis(number, of: graph[first].shape, in: operation),
      activation: try activation(
        try options.integer(Field.activation, default: 0), place: operation.place))
    try add(.concatenation(concatenation), inputs, for: operation)
  }

  mutating func addSplit(
    _ operation: TFLiteOperator, data: Int, axis position: Int
  ) throws(FormatError) {
    let id = try input(data, of: operation)
    let axis = try axis(try integer(position, of: operation), of: graph[id].shape, in: operation)
    var sizes: [Int] = []
    for index in operation.outputs.indices {
      let output = try outputType(index, of: operation).shape
      guard axis < output.rank else {
        throw .malformed(
          place: operation.place, reason: "output \(index) has no axis \(axis)")
      }
      sizes.append(output[axis])
    }
    try add(.split(Split(axis: axis, sizes: sizes)), [id], for: operation)
  }

  mutating func addPad(_ operation: TFLiteOperator, value: Float) throws(FormatError) {
    let pairs = try integers(1, of: operation)
    var pad = Pad(before: [], after: [], value: value)
    for (index, number) in pairs.enumerated() {
      if index % 2 == 0 { pad.before.append(number) } else { pad.after.append(number) }
    }
    try addUnary(.pad(pad), operation)
  }

  mutating func addReshape(_ operation: TFLiteOperator) throws(FormatError) {
    try addUnary(.reshape(Reshape(to: outputType(0, of: operation).shape)), operation)
  }

  mutating func addBroadcast(_ operation: TFLiteOperator) throws(FormatError) {
    try addUnary(.broadcast(Broadcast(to: outputType(0, of: operation).shape)), operation)
  }

  mutating func addTranspose(_ operation: TFLiteOperator) throws(FormatError) {
    let id = try input(0, of: operation)
    var permutation: [Int] = []
    for number in try integers(1, of: operation) {
      permutation.append(try axis(number, of: graph[id].shape, in: operation))
    }
    try add(.transpose(Transpose(permutation)), [id], for: operation)
  }
}
