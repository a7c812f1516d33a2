import SilhouetteGraph

/// How pictures go into a network and what its output means, as keys and values in a model file:
/// `metadata_props` of ONNX, a metadata buffer of TensorFlow Lite.
///
///     silhouette.channel_order = rgb
///     silhouette.mean = 0.5 0.5 0.5
///     silhouette.standard_deviation = 0.5 0.5 0.5
///     silhouette.output = probabilities
///     silhouette.person_channel = 1
struct ProcessingMetadata {
  struct Entry: Hashable {
    let key: String
    let value: String
  }

  var preprocessing: Preprocessing?
  var postprocessing: Postprocessing?

  /// The name of the buffer in a TensorFlow Lite file; it holds lines of `key=value`.
  static let bufferName = "silhouette.processing"

  init(_ graph: Graph) {
    preprocessing = graph.preprocessing
    postprocessing = graph.postprocessing
  }

  var entries: [Entry] {
    var entries: [Entry] = []
    func add(_ key: Key, _ value: String) {
      entries.append(Entry(key: key.rawValue, value: value))
    }
    if let preprocessing {
      add(.channelOrder, preprocessing.channelOrder == .rgb ? "rgb" : "bgr")
      add(.mean, preprocessing.mean.text)
      add(.standardDeviation, preprocessing.standardDeviation.text)
    }
    if let postprocessing {
      add(.output, postprocessing.meaning.text)
      add(.personChannel, "\(postprocessing.personChannel)")
    }
    return entries
  }

  /// What a file says; a part of which something is missing or senseless is left out, since anybody
  /// may write such keys.
  init(_ entries: [Entry]) {
    func value(_ key: Key) -> String? { entries.first { $0.key == key.rawValue }?.value }
    if let order = value(.channelOrder), order == "rgb" || order == "bgr",
      let mean = [Float](text: value(.mean)),
      let deviation = [Float](text: value(.standardDeviation)),
      mean.count == deviation.count, deviation.allSatisfy({ $0 > 0 })
    {
      preprocessing = Preprocessing(
        channelOrder: order == "rgb" ? .rgb : .bgr, mean: mean, standardDeviation: deviation)
    }
    if let meaning = Postprocessing.Meaning(text: value(.output)),
      let channel = value(.personChannel).flatMap({ Int($0) }), channel >= 0
    {
      postprocessing = Postprocessing(meaning: meaning, personChannel: channel)
    }
  }

  /// A line of `key=value` for each entry, in UTF-8.
  var lines: [UInt8] {
    var lines: [UInt8] = []
    for entry in entries { lines += Array("\(entry.key)=\(entry.value)\n".utf8) }
    return lines
  }

  init(lines: some Collection<UInt8>) {
    var entries: [Entry] = []
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      guard let sign = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      entries.append(
        Entry(
          key: String(decoding: line[..<sign], as: UTF8.self),
          value: String(decoding: line[line.index(after: sign)...], as: UTF8.self)))
    }
    self.init(entries)
  }

  private enum Key: String {
    case channelOrder = "silhouette.channel_order"
    case mean = "silhouette.mean"
    case standardDeviation = "silhouette.standard_deviation"
    case output = "silhouette.output"
    case personChannel = "silhouette.person_channel"
  }
}

extension Graph {
  /// Takes over what a file states, where it fits the network.
  mutating func describeProcessing(as metadata: ProcessingMetadata) {
    guard inputs.count == 1, outputs.count == 1 else { return }
    let picture = self[inputs[0].value].shape
    if let stated = metadata.preprocessing, picture.rank == 4, picture[3] == stated.mean.count {
      preprocessing = stated
    }
    let result = self[outputs[0].value].shape
    if let stated = metadata.postprocessing,
      stated.meaning == .labels || (result.rank == 4 && stated.personChannel < result[3])
    {
      postprocessing = stated
    }
  }
}

extension Postprocessing.Meaning {
  fileprivate var text: String {
    switch self {
    case .probabilities: "probabilities"
    case .logits: "logits"
    case .labels: "labels"
    }
  }

  fileprivate init?(text: String?) {
    switch text {
    case "probabilities": self = .probabilities
    case "logits": self = .logits
    case "labels": self = .labels
    default: return nil
    }
  }
}

extension [Float] {
  /// Separated by spaces.
  fileprivate var text: String {
    var text = ""
    for number in self { text += (text.isEmpty ? "" : " ") + "\(number)" }
    return text
  }

  fileprivate init?(text: String?) {
    guard let text else { return nil }
    self = []
    for word in text.utf8.split(separator: UInt8(ascii: " ")) {
      guard let number = Float(decimal: Array<UInt8>(word)) else { return nil }
      append(number)
    }
    if isEmpty { return nil }
  }
}
