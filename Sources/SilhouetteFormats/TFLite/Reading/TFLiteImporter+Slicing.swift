import SilhouetteGraph

extension TFLiteImporter {
  mutating func addSlice(_ operation: TFLiteOperator) throws(FormatError) {
    let id = try input(0, of: operation)
    let shape = graph[id].shape
    let starts = try integers(1, of: operation)
    var sizes = try integers(2, of: operation)
    guard starts.count == shape.rank, sizes.count == shape.rank else {
      throw .malformed(
        place: operation.place,
        reason: "\(shape.description) needs \(shape.rank) starts and sizes")
    }
    for axis in 0..<shape.rank where sizes[axis] == -1 {  // all that is left
      sizes[axis] = shape[axis] - min(max(starts[axis], 0), shape[axis])
    }
    let steps = [Int](repeating: 1, count: shape.rank)
    try add(.slice(Slice(starts: starts, sizes: sizes, steps: steps)), [id], for: operation)
  }

  mutating func addStridedSlice(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.StridedSlice
    let options = try operation.options(Field.unionType)
    guard try options.integer(Field.ellipsisMask, default: Int32(0)) == 0,
      try options.integer(Field.newAxisMask, default: Int32(0)) == 0
    else {
      throw .unsupported(
        place: operation.place, reason: "ellipses and new axes are not supported")
    }
    let id = try input(0, of: operation)
    let slice = try stridedSlice(of: graph[id].shape, options, operation)
    guard try options.integer(Field.shrinkAxisMask, default: Int32(0)) != 0 else {
      return try add(.slice(slice), [id], for: operation)
    }
    let cut = try addStep(.slice(slice), [id], for: operation)
    let shape = try outputType(0, of: operation).shape
    try add(.reshape(Reshape(to: shape)), [cut], for: operation)
  }

  private func stridedSlice(
    of shape: Shape, _ options: TFLiteOptionsReader, _ operation: TFLiteOperator
  ) throws(FormatError) -> Slice {
    typealias Field = TFLiteOptions.StridedSlice
    let begins = try integers(1, of: operation)
    let ends = try integers(2, of: operation)
    let steps = try integers(3, of: operation)
    guard begins.count <= shape.rank, ends.count == begins.count, steps.count == begins.count else {
      throw .malformed(
        place: operation.place,
        reason: "\(begins.count) begins, \(ends.count) ends and \(steps.count) strides do not fit "
          + shape.description)
    }
    let beginMask = try options.integer(Field.beginMask, default: Int32(0))
    let endMask = try options.integer(Field.endMask, default: Int32(0))
    let shrinkMask = try options.integer(Field.shrinkAxisMask, default: Int32(0))
    let endIsOffset = try options.bool(Field.offset)
    var slice = Slice(starts: [], sizes: [], steps: [])
    for axis in 0..<shape.rank {
      guard axis < begins.count else {
        slice.append(start: 0, size: shape[axis], step: 1)
        continue
      }
      let bit = Int32(1) << Int32(axis)
      let begin = beginMask & bit == 0 ? begins[axis] : nil
      var end = endMask & bit == 0 ? ends[axis] : nil
      if endIsOffset, let begin, let length = end {
        end = Int(clamping: Int64(begin) + Int64(length))
      }
      try slice.append(
        begin: begin, end: end, step: steps[axis], shrinks: shrinkMask & bit != 0,
        extent: shape[axis], place: operation.place)
    }
    return slice
  }

  mutating func addGather(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.Gather
    let options = try operation.options(Field.unionType)
    guard try options.integer(Field.batchDimensions, default: Int32(0)) == 0 else {
      throw .unsupported(place: operation.place, reason: "batch dimensions are not supported")
    }
    let id = try input(0, of: operation)
    let shape = graph[id].shape
    let axis = try axis(
      Int(try options.integer(Field.axis, default: Int32(0))), of: shape, in: operation)
    let gather = Operator.gather(Gather(axis: axis, indices: try integers(1, of: operation)))
    // One index drops the axis, a matrix of them adds axes: the elements are the same.
    let output = try outputType(0, of: operation).shape
    guard output.rank != shape.rank else { return try add(gather, [id], for: operation) }
    let gathered = try addStep(gather, [id], for: operation)
    try add(.reshape(Reshape(to: output)), [gathered], for: operation)
  }
}

extension Slice {
  fileprivate mutating func append(start: Int, size: Int, step: Int) {
    starts.append(start)
    sizes.append(size)
    steps.append(step)
  }

  /// One axis by TensorFlow's rule: places count from the end if negative and are clamped to the
  /// axis; no begin or end means from or to the edge.
  fileprivate mutating func append(
    begin: Int?, end: Int?, step: Int, shrinks: Bool, extent: Int, place: String
  ) throws(FormatError) {
    guard step != 0, step.magnitude <= 32767 else {
      throw .malformed(place: place, reason: "a stride of \(step)")
    }
    let lowest = step > 0 ? 0 : -1
    let highest = step > 0 ? extent : extent - 1
    func clamped(_ number: Int) -> Int {
      let counted = number < 0 ? number + extent : number
      return min(max(counted, lowest), highest)
    }
    let start = begin.map(clamped) ?? (step > 0 ? 0 : extent - 1)
    if shrinks { return append(start: start, size: 1, step: 1) }
    let stop = end.map(clamped) ?? (step > 0 ? extent : -1)
    let distance = step > 0 ? stop - start : start - stop
    let stride = Int(step.magnitude)
    append(start: start, size: max((distance + stride - 1) / stride, 0), step: step)
  }
}
