import CSilhouetteKernels
import SilhouetteGraph

extension Activation {
  /// The activation as kernels take it.
  var parameters: slh_activation {
    switch self {
    case .identity: slh_activation(kind: SLH_IDENTITY, a: 0, b: 0)
    case .relu: slh_activation(kind: SLH_CLAMP, a: 0, b: .infinity)
    case .relu6: slh_activation(kind: SLH_CLAMP, a: 0, b: 6)
    case .clip(let minimum, let maximum): slh_activation(kind: SLH_CLAMP, a: minimum, b: maximum)
    case .leakyRelu(let slope): slh_activation(kind: SLH_LEAKY_RELU, a: slope, b: 0)
    case .hardSwish: slh_activation(kind: SLH_HARD_SWISH, a: 0, b: 0)
    case .hardSigmoid(let slope, let offset):
      slh_activation(kind: SLH_HARD_SIGMOID, a: slope, b: offset)
    case .sigmoid: slh_activation(kind: SLH_SIGMOID, a: 0, b: 0)
    case .tanh: slh_activation(kind: SLH_TANH, a: 0, b: 0)
    }
  }
}
