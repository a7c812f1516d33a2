/// How much arithmetic a graph takes, in two ways of counting.
public struct ArithmeticCount: Hashable, Sendable {
  /// Multiply-adds in convolutions, transposed convolutions and fully connected layers.
  public var multiplyAdds = 0
  /// The TensorFlow Lite converter's estimate of single operations: two a multiply-add, one a bias,
  /// one an element of an addition or product, the window a pooled element, 64 a sigmoid. Vendors
  /// publish half of it as "MACs".
  public var converterOperations = 0

  public init() {}

  public static func += (total: inout ArithmeticCount, part: ArithmeticCount) {
    total.multiplyAdds = total.multiplyAdds.adding(part.multiplyAdds)
    total.converterOperations = total.converterOperations.adding(part.converterOperations)
  }
}

extension Graph {
  /// The arithmetic of the whole graph.
  public func arithmetic() -> ArithmeticCount {
    var total = ArithmeticCount()
    for node in nodes { total += arithmetic(of: node) }
    return total
  }

  /// The arithmetic of one node.
  public func arithmetic(of node: Node) -> ArithmeticCount {
    var count = ArithmeticCount()
    guard let first = node.inputs.first, let result = node.outputs.first else { return count }
    let outputs = self[result].shape.elementCount
    switch node.operation {
    case .convolution, .fullyConnected:
      let weights = self[node.inputs[1]].shape
      count.multiplyAdds = outputs.times(weights.elementCount / weights[0])
      count.converterOperations =
        count.multiplyAdds.times(2).adding(node.inputs.count > 2 ? outputs : 0)
    case .transposedConvolution:
      // Every input element meets every kernel place and output channel once.
      let weights = self[node.inputs[1]].shape
      count.multiplyAdds = (self[first].shape.elementCount / weights[3]).times(weights.elementCount)
      count.converterOperations = count.multiplyAdds.times(2)
    case .binary:
      count.converterOperations = outputs
    case .pool(let pool) where pool.kind != .maximum:
      count.converterOperations = outputs.times(pool.window.height).times(pool.window.width)
    case .activation(.sigmoid):
      count.converterOperations = outputs.times(64)
    default:
      break
    }
    return count
  }
}

// Where `Int` has 32 bits, as on the web, a network may take more operations than it counts.
extension Int {
  fileprivate func times(_ factor: Int) -> Int {
    let (product, overflows) = multipliedReportingOverflow(by: factor)
    return overflows ? .max : product
  }

  fileprivate func adding(_ term: Int) -> Int {
    let (sum, overflows) = addingReportingOverflow(term)
    return overflows ? .max : sum
  }
}
