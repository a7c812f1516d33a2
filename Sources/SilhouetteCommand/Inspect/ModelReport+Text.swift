import SilhouetteGraph
import SilhouetteMedia

extension ModelReport {
  /// For reading, in 80 columns.
  var text: String {
    var lines = [name, "  \(summary.format), \(layers.count) layers"]
    lines += inputs.map { "  input   \($0.line)" } + outputs.map { "  output  \($0.line)" }
    lines += ["", LayerReport.heading] + layers.map(\.line) + [""] + totals
    lines += list("layers", operators.map { "\($0.name) \($0.count)" })
    lines += list("in the file", summary.operators.map { "\($0.name.escaped) \($0.count)" })
    lines += list(
      "custom operators", summary.customOperators.map { "\($0.name.escaped) \($0.count)" })
    if let plan {
      let steps = plan.split(separator: "\n", omittingEmptySubsequences: true)
      lines += [""] + steps.flatMap { String($0).wrapped(indent: 4) }
    }
    lines += refinement.flatMap(\.lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private var totals: [String] {
    let published = Double(total.converterOperations) / 2e6
    return [
      "multiply-adds         " + total.multiplyAdds.grouped.leftPadded(to: 14)
        + "  in convolutions and matrix products",
      "converter's estimate  " + total.converterOperations.grouped.leftPadded(to: 14)
        + "  operations, published as \(published.fixed(2)) M MACs",
      "weights and biases    " + weightCount.grouped.leftPadded(to: 14)
        + "  in \(weightBytes.grouped) bytes",
    ]
  }

  private func list(_ title: String, _ words: [String]) -> [String] {
    let body = words.isEmpty ? "none" : words.joined(separator: ", ")
    return (title.rightPadded(to: 18) + body).wrapped(indent: 18)
  }
}

extension ModelReport.PortReport {
  fileprivate var line: String {
    var words = [meaning].compactMap { $0 }
    words += ranges.map { "\($0.lowerBound.short) to \($0.upperBound.short)" }
    let head = "\(name.escaped.shortened(to: 16).rightPadded(to: 16)) "
    return (head + "\(type.elementType.name) \(type.shape.text)  " + words.joined(separator: ", "))
      .trimmingSpaces.shortened(to: 70)
  }
}

extension RefinementReport {
  fileprivate var lines: [String] {
    let runs = runCount == 1 ? "1 run" : "at most \(runCount) runs"
    let networks = networks.count == 1 ? "" : " (\(networks.joined(separator: ", ")))"
    let head = "refine \(name)\(networks): \(runs), \(multiplyAdds.grouped) multiply-adds"
    return [""] + head.wrapped(indent: 2) + steps.flatMap { ("- " + $0).wrapped(indent: 2) }
  }
}

extension LayerReport {
  fileprivate static let heading =
    "   #  operator        output          attributes                   multiply-adds"

  fileprivate var line: String {
    let shape = outputs.map(\.shape.text).joined(separator: " ")
    let count = arithmetic.multiplyAdds > 0 ? arithmetic.multiplyAdds.grouped : ""
    return
      ("\(index)".leftPadded(to: 4) + "  " + kind.shortened(to: 14).rightPadded(to: 14) + "  "
      + shape.shortened(to: 14).rightPadded(to: 14) + "  "
      + attributes.shortened(to: 28).rightPadded(to: 28) + count.leftPadded(to: 14)).trimmingSpaces
  }
}

extension Shape {
  /// As in `1x256x256x3`.
  fileprivate var text: String {
    rank == 0 ? "scalar" : dimensions.map { "\($0)" }.joined(separator: "x")
  }
}

extension Int {
  /// With a comma between thousands.
  var grouped: String {
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(digits[Swift.max(end - 3, 0)..<end])
    }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}

extension Float {
  fileprivate var short: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}

extension String {
  /// Cut, with an ellipsis, where it is longer than `width`.
  func shortened(to width: Int) -> String {
    count <= width ? self : prefix(width - 1) + "…"
  }

  /// In lines of 80 columns, broken at spaces, all but the first indented.
  fileprivate func wrapped(indent: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if !line.isEmpty, line.count + 1 + word.count > 80 {
        lines.append(line.trimmingSpaces)
        line = String(repeating: " ", count: indent) + word
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return lines + [line.trimmingSpaces]
  }
}
