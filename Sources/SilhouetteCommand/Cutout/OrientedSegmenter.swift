import Silhouette
import SilhouetteMedia

/// A network for photos that lie and, where its input's size is open and wider than high, the same
/// network turned for photos that stand: a photo is stretched to the input, and one that stands would
/// be squeezed to a third of its height.
struct OrientedSegmenter: Sendable {
  private let standard: Segmenter
  private let upright: Segmenter?

  init(_ segmenter: Segmenter, upright: Segmenter? = nil) {
    standard = segmenter
    self.upright = upright
  }

  /// What the networks are called, the first one the chosen one.
  var networks: [String] { standard.networks }

  func segmenter(forWidth width: Int, height: Int) -> Segmenter {
    height > width ? upright ?? standard : standard
  }
}

extension ModelOption {
  /// - Parameter isUpright: whether every photo goes through the turned network.
  func orientedSegmenter(
    options: Segmenter.Options, isUpright: Bool, console: Console
  ) throws(CommandFailure) -> OrientedSegmenter {
    try network.requireUse(by: model)
    let segmenter = try model.accompanied(
      try model.segmenter(
        options: options, config: network.config, inputShape: network.inputShape), console)
    // A size that was asked for stays as it is unless turning is asked for too.
    guard segmenter.inputWidth > segmenter.inputHeight, isUpright || network.inputShape == nil
    else {
      return OrientedSegmenter(segmenter)
    }
    let turned = InputShape(width: segmenter.inputHeight, height: segmenter.inputWidth)
    if let upright = try? model.segmenter(
      options: options, config: network.config, inputShape: turned)
    {
      return isUpright ? OrientedSegmenter(upright) : OrientedSegmenter(segmenter, upright: upright)
    }
    guard !isUpright else {
      throw CommandFailure(
        "--upright: the input of \(model.name) has a fixed size of "
          + "\(segmenter.inputWidth)x\(segmenter.inputHeight)",
        hint: "a network with an open size is needed, such as one of 'silhouette models'")
    }
    return OrientedSegmenter(segmenter)
  }
}
