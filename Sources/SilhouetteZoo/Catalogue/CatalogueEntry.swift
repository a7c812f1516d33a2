/// A published network, and where its files are.
package struct CatalogueEntry: Hashable, Sendable {
  package enum Task: String, Sendable {
    /// Upper bodies, as in video calls.
    case portrait
    /// People in any pose.
    case human
  }

  /// What `silhouette models pull` calls it: `human-v1-lite`.
  package let name: String
  package let task: Task
  package let architecture: String
  package let inputWidth: Int
  package let inputHeight: Int
  /// As its publishers measured it, in percent: of portrait networks on PP-HumanSeg14K, of human ones
  /// on the validation part of mini_supervisely.
  package let publishedMeanIoU: Double
  /// Of the exported parameters.
  package let parameterBytes: Int
  package let sources: [ModelSource]

  package var licence: String { "Apache-2.0" }

  /// The first source is the one taken when none is asked for.
  package func source(_ kind: ModelSource.Kind) -> ModelSource? {
    sources.first { $0.kind == kind }
  }
}

/// One file to fetch, and what is to be taken out of it.
package struct ModelSource: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// A Paddle export that gives probabilities.
    case softmax
    /// A Paddle export that gives labels.
    case argmax
    /// The parameters as they were trained.
    case checkpoint
    case onnx
  }

  package let kind: Kind
  package let address: String
  /// Where the same network was published too, for when ``address`` has gone.
  package let alternatives: [String]

  /// The kinds of file, by extension, that make up the model: one of each.
  package var extensions: [String] {
    switch kind {
    case .softmax, .argmax: ["yaml", "pdmodel", "pdiparams"]
    case .checkpoint: ["pdparams"]
    case .onnx: ["onnx"]
    }
  }

  package var isArchive: Bool { kind != .onnx }
}
