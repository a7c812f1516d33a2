/// Which colours a person has at soft edges, where the photo mixes them with the background.
public enum ForegroundColors: String, Sendable, CaseIterable {
  /// The person's own, estimated: a new background shows none of the old one.
  case estimated
  /// The photo's.
  case photo
}
