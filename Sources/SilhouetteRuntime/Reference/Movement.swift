import SilhouetteGraph

/// A way of reading an array as a tensor: element `(i, j, …)` is at `start + i·strides[0] + …`.
///
/// Slices, splits, transposes and broadcasts are all such views of a dense tensor: a slice moves the
/// start and multiplies the strides, a transpose reorders them, a broadcast sets one to 0.
struct StridedView {
  let shape: Shape
  let start: Int
  let strides: [Int]

  init(shape: Shape, start: Int = 0, strides: [Int]) {
    self.shape = shape
    self.start = start
    self.strides = strides
  }

  /// A dense tensor repeated along axes of extent 1 and new outer axes.
  init(broadcasting source: Shape, to target: Shape) {
    let added = target.rank - source.rank
    let dense = source.strides
    var strides = [Int](repeating: 0, count: target.rank)
    for axis in 0..<source.rank where source[axis] > 1 { strides[added + axis] = dense[axis] }
    self.init(shape: target, strides: strides)
  }

  /// The elements of the view in order, out of a dense array.
  func elements<Element>(of source: [Element]) -> [Element] {
    let count = shape.elementCount
    var result: [Element] = []
    result.reserveCapacity(count)
    var place = [Int](repeating: 0, count: shape.rank)
    var index = start
    for _ in 0..<count {
      result.append(source[index])
      var axis = shape.rank - 1
      while axis >= 0 {
        place[axis] += 1
        index += strides[axis]
        if place[axis] < shape[axis] { break }
        index -= strides[axis] * shape[axis]
        place[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}

extension ReferenceTensor.Elements {
  func viewed(_ view: StridedView) -> ReferenceTensor.Elements {
    switch self {
    case .reals(let reals): .reals(view.elements(of: reals))
    case .integers(let integers): .integers(view.elements(of: integers))
    }
  }
}

extension ReferenceStep {
  func slice(_ operation: Slice) -> ReferenceTensor.Elements {
    let dense = input.shape.strides
    var start = 0
    var strides = dense
    for axis in 0..<dense.count {
      start += operation.starts[axis] * dense[axis]
      strides[axis] = operation.steps[axis] * dense[axis]
    }
    return input.elements.viewed(
      StridedView(shape: resultShape, start: start, strides: strides))
  }

  func split(_ operation: Split) -> [ReferenceTensor.Elements] {
    let dense = input.shape.strides
    var first = 0
    var parts: [ReferenceTensor.Elements] = []
    for (part, size) in zip(results, operation.sizes) {
      parts.append(
        input.elements.viewed(
          StridedView(
            shape: part.shape, start: first * dense[operation.axis], strides: dense)))
      first += size
    }
    return parts
  }

  func transpose(_ operation: Transpose) -> ReferenceTensor.Elements {
    let dense = input.shape.strides
    let strides = operation.permutation.map { dense[$0] }
    return input.elements.viewed(StridedView(shape: resultShape, strides: strides))
  }

  func broadcast() -> ReferenceTensor.Elements {
    input.elements.viewed(StridedView(broadcasting: input.shape, to: resultShape))
  }

  /// The indexed slices along the axis, one after the other.
  func gather(_ operation: Gather) -> ReferenceTensor.Elements {
    switch input.elements {
    case .reals(let reals): .reals(gathered(operation, reals))
    case .integers(let integers): .integers(gathered(operation, integers))
    }
  }

  func concatenation(_ operation: Concatenation) -> ReferenceTensor.Elements {
    if input.isReal {
      let joined = joined(along: operation.axis, inputs.map { $0.reals })
      return .reals(operation.activation.applied(to: joined.map { Double($0) }))
    }
    var joined = joined(along: operation.axis, inputs.map { $0.integers })
    if let quantization = results[0].quantization,
      let range = quantizedRange(of: operation.activation, quantization)
    {
      for index in joined.indices { joined[index] = range.clamping(joined[index]) }
    }
    return .integers(joined)
  }

  func pad(_ operation: Pad) -> ReferenceTensor.Elements {
    switch input.elements {
    case .reals(let reals): return .reals(padded(operation, reals, with: operation.value))
    case .integers(let integers):
      let border = results[0].quantization.map { quantized(operation.value, $0) }
      return .integers(
        padded(operation, integers, with: border ?? Int(roundedHalfAway(Double(operation.value)))))
    }
  }

  /// A tensor seen as `[outer, extent, inner]` around an axis.
  private func aroundAxis(_ axis: Int, of shape: Shape) -> (outer: Int, extent: Int, inner: Int) {
    let outer = Shape(Array(shape.dimensions[..<axis])).elementCount
    let inner = Shape(Array(shape.dimensions[(axis + 1)...])).elementCount
    return (outer, shape[axis], inner)
  }

  private func gathered<Element>(_ operation: Gather, _ source: [Element]) -> [Element] {
    let (outer, extent, inner) = aroundAxis(operation.axis, of: input.shape)
    var result: [Element] = []
    result.reserveCapacity(resultShape.elementCount)
    for block in 0..<outer {
      for index in operation.indices {
        let first = (block * extent + index) * inner
        result.append(contentsOf: source[first..<first + inner])
      }
    }
    return result
  }

  private func joined<Element>(along axis: Int, _ sources: [[Element]]) -> [Element] {
    let outer = aroundAxis(axis, of: resultShape).outer
    var result: [Element] = []
    result.reserveCapacity(resultShape.elementCount)
    for block in 0..<outer {
      for source in sources {
        let length = source.count / outer
        result.append(contentsOf: source[block * length..<(block + 1) * length])
      }
    }
    return result
  }

  private func padded<Element>(
    _ operation: Pad, _ source: [Element], with border: Element
  ) -> [Element] {
    var result = [Element](repeating: border, count: resultShape.elementCount)
    let strides = resultShape.strides
    var place = [Int](repeating: 0, count: input.shape.rank)
    for element in source {
      var index = 0
      for axis in place.indices { index += (place[axis] + operation.before[axis]) * strides[axis] }
      result[index] = element
      for axis in place.indices.reversed() {
        place[axis] += 1
        if place[axis] < input.shape[axis] { break }
        place[axis] = 0
      }
    }
    return result
  }
}
