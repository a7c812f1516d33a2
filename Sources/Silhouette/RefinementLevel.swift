import SilhouetteImaging

/// What a level of refinement does, as data: which looks networks take, what of them counts how much,
/// and what then happens at the edges.
///
/// Weights and shares were chosen on 60 photos with masks (people290/calib).
package struct RefinementLevel: Sendable {
  /// One run of a network.
  package struct Look: Sendable, Hashable {
    package enum Network: Sendable { case own, companion }

    package var network = Network.own
    /// Whether the network sees left and right exchanged.
    package var isMirrored = false
    package var weight: Float = 1

    package init(network: Network = .own, isMirrored: Bool = false, weight: Float = 1) {
      self.network = network
      self.isMirrored = isMirrored
      self.weight = weight
    }
  }

  /// Looks of the same part of a picture, and their share of what is known of it afterwards.
  package struct Stage: Sendable {
    package var looks: [Look]
    package var share: Float

    package init(looks: [Look], share: Float) {
      self.looks = looks
      self.share = share
    }
  }

  /// A look from nearer by, or what is done instead where that shows nothing new.
  package struct Approach: Sendable {
    package var closer: Stage
    package var whole: Stage?
    /// How many parts of the box are looked at, one after the other along its longer side. Two and more
    /// are looked at even where the box is the whole picture: they do show something new.
    package var partCount: Int

    package init(closer: Stage, whole: Stage? = nil, partCount: Int = 1) {
      self.closer = closer
      self.whole = whole
      self.partCount = partCount
    }
  }

  /// At the whole picture.
  package var first: [Look]
  package var approaches: [Approach] = []
  package var framing = PersonFraming(margin: 0.1, aspect: 1.5, wholeFrom: 0.95)
  /// `nil` interpolates.
  package var edges: GuidedRefinement?

  package init(
    first: [Look], approaches: [Approach] = [], edges: GuidedRefinement? = nil
  ) {
    self.first = first
    self.approaches = approaches
    self.edges = edges
  }
}

extension RefinementLevel {
  /// The most runs that a picture takes.
  package var runCount: Int {
    most { _ in 1 }
  }

  /// The sum of a cost over the looks at the picture that takes most.
  package func most(_ cost: (Look) -> Int) -> Int {
    func sum(_ looks: [Look]) -> Int { looks.reduce(0) { $0 + cost($1) } }
    return approaches.reduce(sum(first)) {
      $0 + max($1.partCount * sum($1.closer.looks), sum($1.whole?.looks ?? []))
    }
  }

  package var needsCompanion: Bool {
    let closer = approaches.flatMap { $0.closer.looks + ($0.whole?.looks ?? []) }
    return (first + closer).contains { $0.network == .companion }
  }

  /// The level where there is one network alone.
  package func withoutCompanion() -> RefinementLevel {
    func own(_ looks: [Look]) -> [Look] { looks.filter { $0.network == .own } }
    var level = self
    level.first = own(first)
    for index in approaches.indices {
      level.approaches[index].closer.looks = own(approaches[index].closer.looks)
      if let whole = approaches[index].whole {
        level.approaches[index].whole?.looks = own(whole.looks)
      }
    }
    return level
  }
}

extension Segmenter.Refinement {
  /// What the level does.
  package var level: RefinementLevel {
    let own = RefinementLevel.Look()
    let mirrored = RefinementLevel.Look(isMirrored: true)
    let companion = RefinementLevel.Look(network: .companion)
    switch self {
    case .off:
      return RefinementLevel(first: [own])
    case .fast:
      return RefinementLevel(first: [own], edges: .standard)
    case .balanced:
      return RefinementLevel(
        first: [own],
        approaches: [
          .init(
            closer: .init(looks: [own], share: 0.85), whole: .init(looks: [mirrored], share: 0.5))
        ],
        edges: .standard)
    case .fine:
      return RefinementLevel(
        first: [own, companion],
        approaches: [
          .init(
            closer: .init(looks: [own, companion], share: 0.85),
            whole: .init(looks: [mirrored], share: 0.5)),
          .init(closer: .init(looks: [own, mirrored], share: 0.5)),
          .init(closer: .init(looks: [own], share: 0.2), partCount: 2),
        ],
        edges: .thorough)
    }
  }
}

extension GuidedRefinement {
  /// Chosen on 60 photos with masks and on 20 composites of known alpha.
  package static let standard = GuidedRefinement(
    shortSide: 384, longSide: 1536, radius: 5.0 / 384, epsilon: 1e-4, rounds: 2, snap: 0.2,
    haze: 0.06)

  /// More rounds bring misplaced edges closer to the picture's.
  package static let thorough: GuidedRefinement = {
    var refinement = standard
    refinement.rounds = 4
    return refinement
  }()
}
