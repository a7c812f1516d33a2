/// How freely a plan may rearrange a graph's arithmetic.
public enum ExecutionMode: String, Sendable, Hashable, CaseIterable {
  /// Operator by operator as the file has it: sums may be taken in another order and constants
  /// folded, no more. For comparing a network layer by layer.
  case faithful
  /// Every rewrite that is an identity of real numbers, whatever it does to rounding. The default
  /// for floating-point graphs.
  case fast
  /// Every operator bit for bit as the file's quantisation defines it; only what hangs on constants
  /// alone is computed before. The default for quantised graphs.
  case exact
}
