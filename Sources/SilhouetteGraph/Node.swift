/// One step of the graph: an operator, what it reads and what it makes.
public struct Node: Sendable {
  /// What the file calls it, or its place there, as in `17 (CONV_2D)`; for messages.
  public var name: String
  public var operation: Operator
  public var inputs: [ValueID]
  public var outputs: [ValueID]

  public init(name: String, operation: Operator, inputs: [ValueID], outputs: [ValueID]) {
    self.name = name
    self.operation = operation
    self.inputs = inputs
    self.outputs = outputs
  }
}
