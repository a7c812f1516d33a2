import SilhouetteZoo

extension ConfigurationNode {
  /// A scalar without quotes, by YAML 1.1's rules, which PaddleSeg's reader follows.
  init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": self = .boolean(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": self = .boolean(false)
    default:
      let looksLikeNumber = text.utf8.first.map { Array("+-.0123456789".utf8).contains($0) } == true
      if let integer = Int(text) {
        self = .integer(integer)
      } else if looksLikeNumber, let number = Double(text), number.isFinite {
        self = .number(number)
      } else {
        self = .string(text)
      }
    }
  }
}
