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
    let whole = PixelRect(x: 0, y: 0, width: pixels.width, height: pixels.height)
    let first = terms(level.first, of: pixels)
    var map = PersonMap(first, width: pixels.width, height: pixels.height)
    for approach in level.approaches {
      let box = level.framing.box(around: map)
      guard let stage = box == nil ? approach.whole : approach.closer else { continue }
      let area = box ?? whole
      map.add(terms(stage.looks, of: pixels.cropped(to: area)), of: area, share: stage.share)
    }
    return (map, Mask(first[0].map))
  }

  private func terms(_ looks: [RefinementLevel.Look], of pixels: PixelView) -> [PersonMap.Term] {
    looks.map { look in
      let detector = look.network == .own ? own : companion ?? own
      return (detector.map(of: pixels, isMirrored: look.isMirrored), look.weight)
    }
  }
}
