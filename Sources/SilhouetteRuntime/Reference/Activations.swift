import CSilhouetteKernels
import SilhouetteGraph

extension Activation {
  /// The function of one number, in double precision.
  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .identity: x
    case .relu: max(x, 0)
    case .relu6: min(max(x, 0), 6)
    case .clip(let minimum, let maximum): min(max(x, Double(minimum)), Double(maximum))
    case .leakyRelu(let slope): x >= 0 ? x : Double(slope) * x
    case .hardSwish: x * min(max(x + 3, 0), 6) / 6
    case .hardSigmoid(let slope, let offset):
      min(max(Double(slope) * x + Double(offset), 0), 1)
    case .sigmoid: 1 / (1 + slh_exp(-x))
    case .tanh: slh_tanh(x)
    }
  }

  /// The function of every number, rounded to float32 once.
  func applied(to numbers: [Double]) -> [Float] {
    var results = [Float](repeating: 0, count: numbers.count)
    for index in numbers.indices { results[index] = Float(self(numbers[index])) }
    return results
  }
}
