import SilhouetteGraph

/// One rewrite of graphs: an identity, tried at every node.
package struct Rewrite: Sendable {
  /// What an identity of real numbers does to floating-point results.
  package enum Effect: Sendable {
    /// The same bits.
    case keepsBits
    /// Other roundings of the same sums and products inside one operator, at most.
    case reorders
    /// Values between operators change or vanish; only outputs are comparable.
    case rearranges
  }

  package let name: String
  package let effect: Effect
  package let reason: String
  /// Tries the rewrite at the node with that index; true if it changed the graph.
  let apply: @Sendable (inout GraphEditor, Int) throws(RuntimeError) -> Bool

  init(
    _ name: String, _ effect: Effect, because reason: String,
    _ apply: @escaping @Sendable (inout GraphEditor, Int) throws(RuntimeError) -> Bool
  ) {
    self.name = name
    self.effect = effect
    self.reason = reason
    self.apply = apply
  }
}
