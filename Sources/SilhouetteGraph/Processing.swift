/// How a picture becomes the network's input: `(pixel / 255 − mean) / standardDeviation` for each
/// channel, stretched to the input's size.
public struct Preprocessing: Hashable, Sendable {
  public enum ChannelOrder: Hashable, Sendable {
    case rgb
    case bgr
  }

  public var channelOrder: ChannelOrder
  /// One for each channel, in the network's order.
  public var mean: [Float]
  /// One for each channel, in the network's order; not 0.
  public var standardDeviation: [Float]

  public init(
    channelOrder: ChannelOrder = .rgb, mean: [Float] = [0, 0, 0],
    standardDeviation: [Float] = [1, 1, 1]
  ) {
    self.channelOrder = channelOrder
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// 0…1: MediaPipe's networks.
  public static let unit = Preprocessing()
  /// −1…1: PP-HumanSeg's networks.
  public static let symmetric = Preprocessing(
    mean: [0.5, 0.5, 0.5], standardDeviation: [0.5, 0.5, 0.5])
}

/// How the network's output becomes the probability that a pixel belongs to a person.
public struct Postprocessing: Hashable, Sendable {
  public enum Meaning: Hashable, Sendable {
    /// 0…1 as they stand.
    case probabilities
    /// Before softmax (two channels or more) or sigmoid (one channel).
    case logits
    /// An integer a pixel: the class.
    case labels
  }

  public var meaning: Meaning
  /// The channel (or label) that means a person.
  public var personChannel: Int

  public init(meaning: Meaning, personChannel: Int) {
    self.meaning = meaning
    self.personChannel = personChannel
  }
}
