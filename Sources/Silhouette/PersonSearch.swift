import SilhouetteImaging

/// Looks at a picture as a level of refinement says.
struct PersonSearch: Sendable {
  let own: PersonDetector
  let companion: PersonDetector?
  let level: RefinementLevel

  init(own: PersonDetector, companion: PersonDetector?, level: RefinementLevel) {
    self.own = own
    self.companion = companion
    self.level = companion == nil ? level.withoutCompanion() : level
  }

  /// Where people are, and what the network itself makes of the whole picture.
  func search(_ pixels: PixelView) -> (map: PersonMap, mask: Mask) {
    let first = terms(level.first, of: pixels)
    var map = PersonMap(first, width: pixels.width, height: pixels.height)
    for approach in level.approaches {
      guard let (stage, areas) = plan(approach, map) else { continue }
      map.add(
        areas.map { ($0, terms(stage.looks, of: pixels.cropped(to: $0))) }, share: stage.share)
    }
    return (map, Mask(first[0].map))
  }

  /// What to do where, given what is known; `nil` if there is nothing to do.
  private func plan(
    _ approach: RefinementLevel.Approach, _ map: PersonMap
  ) -> (RefinementLevel.Stage, [PixelRect])? {
    if approach.partCount > 1, let frame = level.framing.frame(around: map) {
      return (approach.closer, frame.parts(approach.partCount))
    }
    if let box = level.framing.box(around: map) { return (approach.closer, [box]) }
    guard let stage = approach.whole else { return nil }
    return (stage, [PixelRect(x: 0, y: 0, width: map.width, height: map.height)])
  }

  private func terms(_ looks: [RefinementLevel.Look], of pixels: PixelView) -> [PersonMap.Term] {
    looks.map { look in
      let detector = look.network == .own ? own : companion ?? own
      return (detector.map(of: pixels, isMirrored: look.isMirrored), look.weight)
    }
  }
}
