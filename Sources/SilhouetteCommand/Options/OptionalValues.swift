/// Options whose value may be left out, which the parser cannot tell from the next input.
///
/// The rule, as help states it: the word behind such an option is its value only when it reads as
/// one. So `--crop 5%` has a margin and `--crop photo.jpg` has none; a photo called `20` is written
/// `./20`.
enum OptionalValues {
  /// `--crop` without a margin.
  private static let valueWhenLeftOut = ["--crop": "0"]

  /// The same arguments with every left-out value written out.
  static func spelledOut(in arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    var result: [String] = []
    for (index, argument) in arguments[..<end].enumerated() {
      guard let value = valueWhenLeftOut[argument] else {
        result.append(argument)
        continue
      }
      let next = index + 1 < end ? arguments[index + 1] : ""
      result.append(Length(argument: next) == nil ? "\(argument)=\(value)" : argument)
    }
    return result + arguments[end...]
  }
}
