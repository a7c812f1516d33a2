/// What a node does. The payloads say what goes in, what comes out and by which formula.
///
/// Every operator stands in one exhaustive `switch` of shape inference, of the reference executor
/// and of each writer: the compiler finds what a new one still lacks.
public enum Operator: Hashable, Sendable {
  case convolution(Convolution)
  case transposedConvolution(TransposedConvolution)
  case fullyConnected(FullyConnected)
  case batchNormalization(BatchNormalization)

  /// One input, of any shape.
  case activation(Activation)
  /// Inputs: `[…, c]` and slope, which broadcasts to it. Output: `x` where `x ≥ 0`, else `slope · x`.
  case prelu
  case binary(Binary)
  case affine(Affine)
  case cast(Cast)
  /// From float32 (or another quantised type) to an integer type, by the output's quantisation.
  case quantize(to: ElementType)
  /// From an integer type, by the input's quantisation, or from float16, to float32.
  case dequantize

  case pool(Pool)
  case adaptiveAveragePool(AdaptiveAveragePool)
  case reduction(Reduction)
  case softmax(Softmax)
  case argMax(ArgMax)

  case resize(Resize)
  case windowedResize(WindowedResize)
  case concatenation(Concatenation)
  case split(Split)
  case slice(Slice)
  case pad(Pad)
  case reshape(Reshape)
  case transpose(Transpose)
  case gather(Gather)
  case broadcast(Broadcast)

  /// The kind of operator, without its attributes.
  public var name: String {
    switch self {
    case .convolution: "convolution"
    case .transposedConvolution: "transposedConvolution"
    case .fullyConnected: "fullyConnected"
    case .batchNormalization: "batchNormalization"
    case .activation(let activation): activation.name
    case .prelu: "prelu"
    case .binary(let binary): binary.kind.name
    case .affine: "affine"
    case .cast: "cast"
    case .quantize: "quantize"
    case .dequantize: "dequantize"
    case .pool(let pool): pool.kind == .maximum ? "maxPool" : "averagePool"
    case .adaptiveAveragePool: "adaptiveAveragePool"
    case .reduction(let reduction): reduction.kind.name
    case .softmax: "softmax"
    case .argMax: "argMax"
    case .resize: "resize"
    case .windowedResize: "windowedResize"
    case .concatenation: "concatenation"
    case .split: "split"
    case .slice: "slice"
    case .pad: "pad"
    case .reshape: "reshape"
    case .transpose: "transpose"
    case .gather: "gather"
    case .broadcast: "broadcast"
    }
  }

  /// The activation that is applied to the output inside this operator.
  public var fusedActivation: Activation {
    switch self {
    case .convolution(let operation): operation.activation
    case .transposedConvolution(let operation): operation.activation
    case .fullyConnected(let operation): operation.activation
    case .binary(let operation): operation.activation
    case .pool(let operation): operation.activation
    case .concatenation(let operation): operation.activation
    default: .identity
    }
  }
}
