import SilhouetteImaging

extension Segmenter.Refinement {
  /// What the level does where a network of another make looks too, which knows better what belongs to
  /// a person than the embedded ones do, but has the coarser map: PP-HumanSeg's human v1 mobile, for
  /// which weights were chosen on 60 photos with masks and 20 composites of known alpha.
  package var levelWithCompanion: RefinementLevel {
    guard self == .fine else { return level }
    func look(
      _ network: RefinementLevel.Look.Network, _ weight: Float, isMirrored: Bool = false
    ) -> RefinementLevel.Look {
      .init(network: network, isMirrored: isMirrored, weight: weight)
    }
    // Where people fill the picture, the own network's finer edges count for almost one half in the
    // end; where the two contradict each other, the companion still has the last word.
    let whole = [look(.own, 3, isMirrored: true), look(.companion, 2, isMirrored: true)]
    return RefinementLevel(
      first: [look(.own, 1), look(.companion, 2)],
      approaches: [
        .init(
          closer: .init(looks: [look(.own, 1), look(.companion, 1)], share: 0.85),
          whole: .init(looks: whole, share: 0.5))
      ],
      edges: .gentle)
  }
}

extension GuidedRefinement {
  /// Keeps more of what is soft, since a mean of two networks is unsure where they differ.
  fileprivate static let gentle: GuidedRefinement = {
    var refinement = thorough
    refinement.snap = 0.15
    refinement.haze = 0.04
    return refinement
  }()
}
