/// What lines up figures in columns.
extension String {
  func leftPadded(to width: Int, with filler: Character = " ") -> String {
    String(repeating: filler, count: Swift.max(width - count, 0)) + self
  }

  func rightPadded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(width - count, 0))
  }

  var trimmingSpaces: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}

extension Double {
  /// With this many digits behind the point; `nan`, `inf` as they are.
  func fixed(_ digits: Int) -> String {
    guard isFinite, magnitude < 1e12 else { return "\(self)" }
    let unit = (0..<digits).reduce(1) { result, _ in result * 10 }
    let scaled = Int((magnitude * Double(unit)).rounded())
    let sign = self < 0 && scaled > 0 ? "-" : ""
    let fraction = digits == 0 ? "" : "." + "\(scaled % unit)".leftPadded(to: digits, with: "0")
    return sign + "\(scaled / unit)" + fraction
  }
}
