/// How a picture of one shape fills a frame of another.
public enum Fit: String, Sendable, CaseIterable {
  /// Fills the frame and keeps the proportions; what stands over is cut off evenly.
  case cover
  /// Shows the whole picture and keeps the proportions; the rest of the frame is black.
  case contain
  /// Fills the frame; the proportions change.
  case stretch
}
