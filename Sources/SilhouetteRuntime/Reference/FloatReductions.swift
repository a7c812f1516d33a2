import CSilhouetteKernels
import SilhouetteGraph

extension ReferenceStep {
  /// Sum, mean, largest or smallest over the named axes.
  func reduction(_ operation: Reduction) -> ReferenceTensor.Elements {
    let (reals, places) = (input.reals, reducedPlaces(operation.axes))
    let count = resultShape.elementCount
    let perResult = reals.count / count
    var sums = [Double](repeating: 0, count: count)
    var largest = [Float](repeating: -.infinity, count: count)
    var smallest = [Float](repeating: .infinity, count: count)
    for (index, place) in places.enumerated() {
      sums[place] += Double(reals[index])
      largest[place] = max(largest[place], reals[index])
      smallest[place] = min(smallest[place], reals[index])
    }
    switch operation.kind {
    case .sum: return .reals(sums.map { Float($0) })
    case .mean: return .reals(sums.map { Float($0 / Double(perResult)) })
    case .maximum: return .reals(largest)
    case .minimum: return .reals(smallest)
    }
  }

  /// `e^(β(x − max)) / Σ e^(β(x − max))` along the axis.
  func softmax(_ operation: Softmax) -> ReferenceTensor.Elements {
    let reals = input.reals
    let places = reducedPlaces([operation.axis])
    let count = reals.count / input.shape[operation.axis]
    var largest = [Double](repeating: -.infinity, count: count)
    for (index, place) in places.enumerated() {
      largest[place] = max(largest[place], Double(operation.beta) * Double(reals[index]))
    }
    var powers = [Double](repeating: 0, count: reals.count)
    var sums = [Double](repeating: 0, count: count)
    for (index, place) in places.enumerated() {
      powers[index] = slh_exp(Double(operation.beta) * Double(reals[index]) - largest[place])
      sums[place] += powers[index]
    }
    var results = [Float](repeating: 0, count: reals.count)
    for (index, place) in places.enumerated() {
      results[index] = Float(powers[index] / sums[place])
    }
    return .reals(results)
  }

  /// The index of the largest element along the axis, the first of equals.
  func argMax(_ operation: ArgMax) -> ReferenceTensor.Elements {
    switch input.elements {
    case .reals(let reals): .integers(indicesOfLargest(reals, along: operation.axis))
    case .integers(let integers): .integers(indicesOfLargest(integers, along: operation.axis))
    }
  }

  private func indicesOfLargest<Number: Comparable>(
    _ numbers: [Number], along axis: Int
  ) -> [Int] {
    let stride = input.shape.strides[axis]
    let extent = input.shape[axis]
    var results = [Int](repeating: 0, count: resultShape.elementCount)
    var index = 0
    for result in results.indices {
      // The first element of the line: skip the lines that lie interleaved before it.
      index = result / stride * stride * extent + result % stride
      for place in 1..<max(extent, 1)
      where numbers[index + place * stride] > numbers[index + results[result] * stride] {
        results[result] = place
      }
    }
    return results
  }

  /// For every element of the input, which element of the result it goes into.
  func reducedPlaces(_ axes: [Int]) -> [Int] {
    var kept = input.shape
    for axis in axes { kept[axis] = 1 }
    let numbered = Array(0..<kept.elementCount)
    return StridedView(broadcasting: kept, to: input.shape).elements(of: numbered)
  }
}
