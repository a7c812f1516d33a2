import SilhouetteGraph

/// Arithmetic on shapes, done while the file is read.
extension ChannelsFirstBuilder {
  /// A list of integers, or one, that is known now.
  mutating func known(_ contents: [Int], isScalar: Bool = false) throws(FormatError) -> Tensor {
    guard !contents.isEmpty, contents.count <= Self.maximumContents,
      !isScalar || contents.count == 1
    else {
      throw .unsupported(place: place, reason: "a list of \(contents.count) integers")
    }
    try spend(contents.count)
    let constant = Constant(
      storage: Bytes(copying: contents.map { Int64($0) }), offset: 0, elementType: .int64,
      storedShape: isScalar ? [] : [contents.count])
    return self.constant(step, constant)
  }

  /// The extents of a tensor, known now.
  mutating func shapeTensor(of tensor: Tensor) throws(FormatError) -> Tensor {
    try known(shape(of: tensor).dimensions)
  }

  /// The integers of a tensor that says how an operator works.
  func integers(_ tensor: Tensor, _ role: String) throws(FormatError) -> [Int] {
    guard let contents = tensor.contents else {
      throw .unsupported(
        place: place, reason: "its \(role) is computed from data; only known integers are supported"
      )
    }
    return contents
  }

  mutating func knownConcatenation(_ tensors: [Tensor]) throws(FormatError) -> Tensor? {
    var joined: [Int] = []
    for tensor in tensors {
      guard let contents = tensor.contents, tensor.order.count == 1,
        joined.count + contents.count <= Self.maximumContents
      else { return nil }
      joined += contents
    }
    return try known(joined)
  }

  mutating func knownSlice(_ slice: Slice, _ tensor: Tensor) throws(FormatError) -> Tensor? {
    guard let contents = tensor.contents, tensor.order.count == 1 else { return nil }
    var picked: [Int] = []
    var place = slice.starts[0]
    for _ in 0..<min(max(slice.sizes[0], 0), contents.count) {
      guard contents.indices.contains(place) else {
        throw .malformed(
          place: self.place, reason: "the slice leaves its \(contents.count) integers")
      }
      picked.append(contents[place])
      place = place.addingReportingOverflow(slice.steps[0]).partialValue
    }
    return try known(picked)
  }

  mutating func knownBinary(
    _ kind: Binary.Kind, _ a: Tensor, _ b: Tensor
  ) throws(FormatError) -> Tensor? {
    guard let left = a.contents, let right = b.contents,
      left.count == right.count || left.count == 1 || right.count == 1
    else { return nil }
    var results: [Int] = []
    for index in 0..<max(left.count, right.count) {
      let (x, y) = (left[left.count == 1 ? 0 : index], right[right.count == 1 ? 0 : index])
      guard let result = kind.applied(x, y) else {
        throw .malformed(place: place, reason: "\(x) and \(y) give no number")
      }
      results.append(result)
    }
    return try known(results, isScalar: a.order.isEmpty && b.order.isEmpty)
  }
}

extension Binary.Kind {
  /// `nil` on overflow and on division by zero. Division cuts off, as C does.
  fileprivate func applied(_ x: Int, _ y: Int) -> Int? {
    let (result, overflow) =
      switch self {
      case .add: x.addingReportingOverflow(y)
      case .subtract: x.subtractingReportingOverflow(y)
      case .multiply: x.multipliedReportingOverflow(by: y)
      case .divide: x.dividedReportingOverflow(by: y)
      case .maximum: (max(x, y), false)
      case .minimum: (min(x, y), false)
      }
    return overflow ? nil : result
  }
}
