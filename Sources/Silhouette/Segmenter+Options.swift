import SilhouetteRuntime

extension Segmenter {
  /// The networks that come with the library: MediaPipe's Selfie Segmenter in two shapes.
  public enum Model: String, Sendable, CaseIterable {
    /// 256x256; the better one on pictures of every proportion.
    case general
    /// 256x144; about half the work, meant for video.
    case landscape
  }

  /// How the network's small mask becomes alpha at the picture's size: each level costs more than the
  /// one before and gives better edges.
  public enum Refinement: String, Sendable, CaseIterable {
    /// One run of the network, interpolated.
    case off
    /// One run; edges follow the colours of the picture.
    case fast
    /// Two runs, the second of the part where people are; edges follow the colours.
    case balanced
    /// Up to eight runs. With an embedded network the other one looks too; any other network looks
    /// alone, up to six times, unless ``Segmenter/withCompanion(modelBytes:name:inputShape:)`` gives it
    /// another. Edges follow the colours.
    case fine
  }

  public struct Options: Sendable {
    /// Threads that one call uses in total, the caller's own included; 0 is one for each core. The
    /// result does not depend on it.
    public var threads: Int
    public var refinement: Refinement
    /// `nil` is the best one of this machine.
    public var instructionSet: InstructionSet?

    /// Whether only what lies near a confident core of the mask is kept, as PP-HumanSeg's
    /// `--use_post_process` does: stray specks and faint regions go. Its sizes are points of the
    /// network's mask.
    public var keepsCoresOnly: Bool

    public init(
      threads: Int = 0, refinement: Refinement = .balanced, instructionSet: InstructionSet? = nil,
      keepsCoresOnly: Bool = false
    ) {
      self.threads = threads
      self.refinement = refinement
      self.instructionSet = instructionSet
      self.keepsCoresOnly = keepsCoresOnly
    }
  }
}
