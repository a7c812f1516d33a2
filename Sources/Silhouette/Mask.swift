import SilhouetteImaging

/// How likely each point of a picture belongs to a person, at the network's own size.
///
/// The network sees the whole picture stretched to its input, so the mask has the input's proportions
/// and covers the whole picture.
public struct Mask: Sendable {
  package let map: ProbabilityMap

  package init(_ map: ProbabilityMap) {
    self.map = map
  }

  public var width: Int { map.width }
  public var height: Int { map.height }

  /// Row after row from the top, each 0 (background) … 1 (person).
  public var values: [Float] { map.values }

  /// The mask interpolated to another size, row after row from the top.
  package func resampled(width: Int, height: Int) -> [Float] {
    map.values(width: width, height: height)
  }

  /// How sure the network is of the largest region it found, 0…1: the mean of the mask there. 0 where
  /// no region covers ``smallestShare`` of the picture.
  ///
  /// A confidence, not a promise: networks of this kind are also sure of animals and statues.
  public var confidence: Float {
    let region = LargestRegion(of: map)
    let share = Double(region.pixelCount) / Double(map.values.count)
    return share < Mask.smallestShare ? 0 : region.mean
  }

  /// The part of a picture that a region must cover to count as somebody.
  public static let smallestShare = 0.01
}
