extension Float {
  /// Reads a decimal number such as `-0.485` or `1e-05`; `nil` for anything else, infinities and
  /// more than 18 digits.
  ///
  /// The standard library's way calls C functions that the web build lacks. Up to 15 digits and an
  /// exponent within ±22 the result is exact: both parts are then whole in a double.
  init?(decimal text: [UInt8]) {
    var rest = text[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    var digits: Int64 = 0
    var digitCount = 0
    var exponent = 0
    var isFraction = false
    while let character = rest.first, character != UInt8(ascii: "e") {
      rest.removeFirst()
      if character == UInt8(ascii: "."), !isFraction {
        isFraction = true
        continue
      }
      guard let digit = character.decimalDigit, digitCount < 18 else { return nil }
      digits = digits * 10 + Int64(digit)
      digitCount += 1
      if isFraction { exponent -= 1 }
    }
    guard digitCount > 0 else { return nil }
    if !rest.isEmpty {
      guard let stated = Float.exponent(rest.dropFirst()) else { return nil }
      exponent += stated
    }
    var number = Double(digits)
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    number = exponent < 0 ? number / power : number * power
    let result = Float(isNegative ? -number : number)
    guard result.isFinite else { return nil }
    self = result
  }

  /// An integer of one or two digits.
  private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
    guard (1...2).contains(digits.count) else { return nil }
    var number = 0
    for character in digits {
      guard let digit = character.decimalDigit else { return nil }
      number = number * 10 + digit
    }
    return isNegative ? -number : number
  }
}

extension UInt8 {
  fileprivate var decimalDigit: Int? {
    self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") ? Int(self - UInt8(ascii: "0")) : nil
  }
}
