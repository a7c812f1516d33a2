/// Which of several people stay in a matte.
///
/// People are told apart by connected parts: pixels that are at least half person and touch, also at
/// their corners. So people who touch each other are one part.
public enum Subject: Hashable, Sendable {
  /// Everybody.
  case all
  /// The largest part.
  case largest
  /// A part by its place in the order of size: 1 is the largest.
  case index(Int)
  /// The part at a pixel of the upright picture, from the top left corner on; if nobody is there, the
  /// nearest part within a fiftieth of the short side, so that a point in the hair or just beside the
  /// outline will do.
  case point(x: Int, y: Int)
}

extension PixelBuffer {
  /// Keeps the parts of a grey picture that `subject` names, with their soft edges. Everything else,
  /// also soft pixels that are connected with no part, becomes background.
  ///
  /// - Throws: ``ImagingError/noSuchPart(wanted:boxes:)`` where nobody is.
  package mutating func keep(_ subject: Subject) throws(ImagingError) {
    guard subject != .all else { return }
    let found = AlphaParts(of: self)
    if subject == .largest, found.parts.isEmpty { return }
    let chosen = try found.part(subject, width: width, height: height)
    keep(found.parts.indices.map { $0 == chosen }, of: found, leastLoose: .max)
  }

  /// Removes specks and then fills holes of a grey picture.
  ///
  /// A speck is a connected part of fewer pixels, or fewer soft pixels that are connected with no part.
  /// A hole is the same of the background inside the person: it does not reach the picture's border,
  /// and corners do not connect it. A lock of hair and a gap in it are neither: they are visibly
  /// connected with something larger.
  ///
  /// - Throws: ``ImagingError/invalidAmount(name:range:)`` unless `pixelCount` is at least 0.
  package mutating func clean(below pixelCount: Int, workers: Workers) throws(ImagingError) {
    guard pixelCount >= 0 else {
      throw .invalidAmount(name: "the size of specks and holes", range: "at least 0 pixels")
    }
    let specks = AlphaParts(of: self)
    keep(specks.parts.map { $0.pixelCount >= pixelCount }, of: specks, leastLoose: pixelCount)
    invert(workers: workers)
    let holes = AlphaParts(of: self, corners: false)
    keep(
      holes.parts.map { $0.pixelCount >= pixelCount || touchesBorder($0.box) }, of: holes,
      leastLoose: pixelCount)
    invert(workers: workers)
  }

  private func touchesBorder(_ box: PixelRect) -> Bool {
    box.x == 0 || box.y == 0 || box.x + box.width == width || box.y + box.height == height
  }
}

extension AlphaParts {
  fileprivate func part(
    _ subject: Subject, width: Int, height: Int
  ) throws(ImagingError) -> Int {
    switch subject {
    case .all, .largest:
      return 0
    case .index(let index):
      guard index >= 1, index <= parts.count else {
        throw .noSuchPart(wanted: "there is no part \(index)", boxes: boxes)
      }
      return index - 1
    case .point(let x, let y):
      guard x >= 0, y >= 0, x < width, y < height else {
        throw .pointOutside(x: x, y: y, width: width, height: height)
      }
      let reach = min(width, height) / 50
      guard let nearest = nearest(toX: x, y: y), nearest.square <= reach * reach else {
        throw .noSuchPart(wanted: "nobody is at \(x),\(y)", boxes: boxes)
      }
      return nearest.part
    }
  }

  private var boxes: [PixelRect] { parts.map { $0.box } }
}
