import SilhouetteGraph

extension ModelReport {
  /// One object; see ``schema``.
  var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .integer(ModelReport.schema)), ("kind", "model"), ("model", .string(name)),
      ("format", .string(summary.format)),
      ("inputs", .array(inputs.map(\.json))),
      ("outputs", .array(outputs.map(\.json))),
      (
        "totals",
        [
          "multiply_adds": .integer(total.multiplyAdds),
          "converter_operations": .integer(total.converterOperations),
          "weights": .integer(weightCount),
          "weight_bytes": .integer(weightBytes),
        ]
      ),
      ("operators", .object(operators.map { ($0.name, .integer($0.count)) })),
      ("file_operators", .object(summary.operators.map { ($0.name, .integer($0.count)) })),
      ("custom_operators", .array(summary.customOperators.map { .string($0.name) })),
      ("layers", .array(layers.map(\.json))),
    ]
    if let plan {
      let steps = plan.split(separator: "\n").map { JSONValue.string(String($0)) }
      members.append(("plan", .array(steps)))
    }
    if !refinement.isEmpty {
      members.append(("refinement", .array(refinement.map(\.json))))
    }
    return .object(members)
  }
}

extension RefinementReport {
  fileprivate var json: JSONValue {
    [
      "level": .string(name), "networks": .array(networks.map { .string($0) }),
      "runs": .integer(runCount),
      "multiply_adds": .integer(multiplyAdds), "steps": .array(steps.map { .string($0) }),
    ]
  }
}

extension ModelReport.PortReport {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "type": .string(type.elementType.name), "shape": type.shape.json,
      "meaning": meaning.map { .string($0) } ?? .null,
      "ranges": .array(
        ranges.map { [.number(Double($0.lowerBound)), .number(Double($0.upperBound))] }),
    ]
  }
}

extension LayerReport {
  fileprivate var json: JSONValue {
    [
      "index": .integer(index), "name": .string(name), "operator": .string(kind),
      "outputs": .array(
        outputs.map { ["type": .string($0.elementType.name), "shape": $0.shape.json] }),
      "attributes": .string(attributes), "multiply_adds": .integer(arithmetic.multiplyAdds),
      "converter_operations": .integer(arithmetic.converterOperations),
    ]
  }
}

extension Shape {
  fileprivate var json: JSONValue { .array(dimensions.map { .integer($0) }) }
}
