import ArgumentParser
import SilhouetteMedia

extension FilePath: ExpressibleByArgument {
  /// `argument` is one of ``ProcessArguments/lossless()``.
  package init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self.init(argument)
  }

  package var defaultValueDescription: String { description }

  package static var defaultCompletionKind: CompletionKind { .file() }
}
