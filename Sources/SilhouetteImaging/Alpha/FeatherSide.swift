/// On which side of an edge a soft ramp lies.
public enum FeatherSide: String, Sendable, CaseIterable {
  /// Inside the person; the background stays as it was.
  case `in`
  /// In the background; the person stays opaque.
  case out
  /// Half on each side.
  case both
}
