import SilhouetteImaging

extension Segmenter.Refinement {
  /// What the level does where a network of another make looks too, whose edges are better than those
  /// of the embedded ones: PP-HumanSeg's human v1 mobile, for which weights were chosen.
  package var levelWithCompanion: RefinementLevel {
    guard self == .fine else { return level }
    func look(_ network: RefinementLevel.Look.Network, mirrored: Bool = false, _ weight: Float)
      -> RefinementLevel.Look
    {
      .init(network: network, isMirrored: mirrored, weight: weight)
    }
    return RefinementLevel(
      first: [look(.own, 1), look(.companion, 2)],
      approaches: [
        .init(
          closer: .init(looks: [look(.own, 1), look(.companion, 1)], share: 0.85),
          // Where people fill the picture the own network has the finer edges.
          whole: .init(looks: [look(.own, mirrored: true, 1)], share: 0.5))
      ],
      edges: .thorough)
  }
}
