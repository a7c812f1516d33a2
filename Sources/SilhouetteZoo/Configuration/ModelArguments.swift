/// The arguments of one component of a configuration (`model:` or `model.backbone:`), each checked
/// where it is read.
package struct ModelArguments {
  /// Where the component stands, as in `model.backbone`.
  package let place: String
  private let node: ConfigurationNode
  private let known: [String]

  /// Arguments say sizes and counts of layers; larger numbers are mistakes, and no sum or product
  /// of a few of these overflows.
  package static let largestNumber = 1 << 16

  /// - Parameters:
  ///   - known: the arguments that the component has. `type` and `pretrained` are always there.
  /// - Throws: ``ZooError/unknownArgument(place:name:known:)`` for any other.
  package init(
    _ node: ConfigurationNode, place: String, known: [String]
  ) throws(ZooError) {
    self.place = place
    self.node = node
    self.known = known
    for entry in node.entries ?? [] where entry.key != "type" && entry.key != "pretrained" {
      guard known.contains(entry.key) else {
        throw .unknownArgument(place: place, name: entry.key, known: known)
      }
    }
  }

  /// A component within this one, as it stands in the configuration.
  package func component(_ name: String) -> ConfigurationNode? { value(name) }

  package func integer(
    _ name: String, default fallback: Int, atLeast least: Int = 1
  ) throws(ZooError) -> Int {
    try optionalInteger(name, atLeast: least) ?? fallback
  }

  /// A number that may be left out or null.
  package func optionalInteger(
    _ name: String, atLeast least: Int = 1
  ) throws(ZooError) -> Int? {
    guard let value = value(name), value != .null else { return nil }
    guard let number = value.integer, number >= least, number <= Self.largestNumber else {
      throw invalid(name, "must be a whole number from \(least) to \(Self.largestNumber)")
    }
    return number
  }

  /// - Parameter counts: how many numbers there may be.
  package func integers(
    _ name: String, default fallback: [Int], atLeast least: Int = 1, count counts: ClosedRange<Int>
  ) throws(ZooError) -> [Int] {
    guard let value = value(name) else { return fallback }
    guard let numbers = value.integers, counts.contains(numbers.count),
      numbers.allSatisfy({ $0 >= least && $0 <= Self.largestNumber })
    else {
      let many = counts.count == 1 ? "\(counts.lowerBound)" : "\(counts)"
      throw invalid(
        name, "must be a list of \(many) whole numbers from \(least) to \(Self.largestNumber)")
    }
    return numbers
  }

  package func boolean(_ name: String, default fallback: Bool) throws(ZooError) -> Bool {
    guard let value = value(name) else { return fallback }
    guard let boolean = value.boolean else { throw invalid(name, "must be true or false") }
    return boolean
  }

  /// - Parameter choices: the only values that can be built.
  package func string(
    _ name: String, default fallback: String, of choices: [String]
  ) throws(ZooError) -> String {
    guard let value = value(name) else { return fallback }
    guard let string = value.string, choices.contains(string) else {
      throw invalid(name, "must be \(choices.joined(separator: " or "))")
    }
    return string
  }

  /// The error for an argument whose value cannot be used.
  package func invalid(_ name: String, _ reason: String) -> ZooError {
    .invalidArgument(place: place, name: name, reason: reason)
  }

  private func value(_ name: String) -> ConfigurationNode? {
    precondition(known.contains(name), "\(name) is not among the arguments that were declared")
    return node[name]
  }
}
