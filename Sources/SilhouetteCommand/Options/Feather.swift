import ArgumentParser
import Silhouette

/// `--feather LENGTH[:in|out|both]`: how soft the edge becomes, and on which side of it.
struct Feather: Hashable, Sendable {
  let length: Length
  let side: FeatherSide
}

extension Feather: ExpressibleByArgument {
  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let length = Length(argument: String(parts[0])), !length.isNegative
    else { return nil }
    guard let side = parts.count == 2 ? FeatherSide(rawValue: String(parts[1])) : .both
    else { return nil }
    self.init(length: length, side: side)
  }
}

extension Fit: ExpressibleByArgument {}
extension ForegroundColors: ExpressibleByArgument {}
extension Segmenter.Refinement: ExpressibleByArgument {}
