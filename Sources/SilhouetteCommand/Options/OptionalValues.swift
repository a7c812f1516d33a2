/// Options whose value may be left out, which the parser cannot tell from the next input.
///
/// The rule, as help states it: the word behind such an option is its value only when it reads as
/// one. So `--crop 5%` has a margin and `--crop photo.jpg` has none; a photo called `20` is written
/// `./20`.
enum OptionalValues {
  private struct Option {
    let valueWhenLeftOut: String
    let isValue: (String) -> Bool
  }

  private static var options: [String: Option] {
    [
      "--crop": Option(valueWhenLeftOut: "0") { Length(argument: $0) != nil },
      "--clean": Option(valueWhenLeftOut: "\(Area.specks)") { Area(argument: $0) != nil },
    ]
  }

  /// The same arguments with every left-out value written out.
  static func spelledOut(in arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    var result: [String] = []
    for (index, argument) in arguments[..<end].enumerated() {
      guard let option = options[argument] else {
        result.append(argument)
        continue
      }
      let next = index + 1 < end ? arguments[index + 1] : ""
      result.append(option.isValue(next) ? argument : "\(argument)=\(option.valueWhenLeftOut)")
    }
    return result + arguments[end...]
  }
}
