import ArgumentParser
import Silhouette

/// `--subject all|largest|INDEX|X,Y`: who of several people stays.
enum SubjectChoice: Hashable, Sendable {
  case all
  case largest
  /// From 1 on.
  case index(Int)
  case point(x: Coordinate, y: Coordinate)

  /// A place along one side of a picture.
  enum Coordinate: Hashable, Sendable {
    case pixel(Int)
    /// 0…1; 0.5 is the middle.
    case share(Double)
  }
}

extension SubjectChoice: ExpressibleByArgument {
  /// `all`, `largest`, `2`, `300,420`, `40%,55%`.
  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let x = Coordinate(parts[0]), let y = Coordinate(parts[1]) else { return nil }
      self = .point(x: x, y: y)
    } else if argument == "all" {
      self = .all
    } else if argument == "largest" {
      self = .largest
    } else {
      guard let index = Int(argument), index >= 1 else { return nil }
      self = .index(index)
    }
  }

  var defaultValueDescription: String { "all" }

  static var defaultCompletionKind: CompletionKind { .list(["all", "largest"]) }
}

extension SubjectChoice.Coordinate {
  fileprivate init?(_ text: Substring) {
    // The numbers' own readers also take signs, exponents and hexadecimal digits.
    guard text.allSatisfy({ "0123456789.%".contains($0) }) else { return nil }
    if text.hasSuffix("%") {
      guard let percent = Double(text.dropLast()), percent <= 100 else { return nil }
      self = .share(percent / 100)
    } else {
      guard let pixel = Int(text) else { return nil }
      self = .pixel(pixel)
    }
  }

  /// The pixel along a side of so many.
  fileprivate func pixel(of count: Int) -> Int {
    switch self {
    case .pixel(let pixel): pixel
    case .share(let share): min(Int(share * Double(count)), count - 1)
    }
  }
}

extension SubjectChoice {
  /// The choice on a picture of a size.
  func subject(width: Int, height: Int) -> Subject {
    switch self {
    case .all: .all
    case .largest: .largest
    case .index(let index): .index(index)
    case .point(let x, let y): .point(x: x.pixel(of: width), y: y.pixel(of: height))
    }
  }
}
