import SilhouetteGraph
import SilhouetteImaging

/// What a network that finds people takes and gives, checked once when it is loaded.
struct PersonNetwork: Sendable {
  let inputWidth: Int
  let inputHeight: Int
  let color: ColorTransform
  let output: PersonMapReader

  /// - Throws: ``SilhouetteError/notASegmenter(name:reason:)``.
  init(_ graph: Graph, name: String) throws(SilhouetteError) {
    guard let preprocessing = graph.preprocessing else {
      throw .notASegmenter(name: name, reason: "its file does not say how pictures go in")
    }
    let input = try PersonInput(graph, name: name)
    (inputWidth, inputHeight) = (input.width, input.height)
    guard inputWidth <= PixelBuffer.maximumSide, inputHeight <= PixelBuffer.maximumSide,
      let color = ColorTransform(preprocessing)
    else {
      throw .notASegmenter(name: name, reason: "its input's size or scale makes no sense")
    }
    self.color = color
    output = PersonMapReader(output: try PersonOutput(graph, name: name))
  }
}

extension ColorTransform {
  /// `nil` unless there is a mean and a deviation other than 0 for each of three channels.
  fileprivate init?(_ preprocessing: Preprocessing) {
    let mean = preprocessing.mean
    let deviation = preprocessing.standardDeviation
    guard mean.count == 3, deviation.count == 3, !deviation.contains(0) else { return nil }
    self.init(
      order: preprocessing.channelOrder == .rgb ? (0, 1, 2) : (2, 1, 0),
      mean: (mean[0], mean[1], mean[2]),
      standardDeviation: (deviation[0], deviation[1], deviation[2]))
  }
}
