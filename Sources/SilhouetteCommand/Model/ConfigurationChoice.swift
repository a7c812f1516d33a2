import ArgumentParser
import SilhouetteConfiguration
import SilhouetteMedia

/// Which of PaddleSeg's configurations: a file, or one that comes with the program.
struct ConfigurationChoice: Hashable, Sendable {
  let path: FilePath

  /// `nil` for one that comes with the program; a file of that name comes first.
  var file: FilePath? { FileStatus(of: path) == nil ? nil : path }

  func load() throws(CommandFailure) -> TrainingConfiguration {
    do throws(ConfigurationError) {
      if file != nil {
        return try TrainingConfiguration(file: path.text, read: ConfigurationChoice.text)
      }
      if let shipped = try TrainingConfiguration(shipped: path.text) { return shipped }
    } catch {
      throw CommandFailure(error.description.escaped)
    }
    throw CommandFailure("\(path): no such file", hint: ConfigurationChoice.hint)
  }

  /// A path in the configuration: PaddleSeg's are relative to the current folder. What is not there
  /// may be beside the configuration.
  func resolved(_ text: String) -> FilePath {
    let named = FilePath(text)
    guard text.first != "/", FileStatus(of: named) == nil, let file else { return named }
    let beside = file.parent.appending(named)
    return FileStatus(of: beside) == nil ? named : beside
  }

  static let hint =
    "a configuration is a YAML file in PaddleSeg's format, or one of "
    + ShippedConfiguration.names.joined(separator: ", ")

  private static func text(_ path: String) throws(ConfigurationError) -> String {
    do throws(MediaError) {
      return String(decoding: try FileSystem.contents(of: FilePath(path)), as: UTF8.self)
    } catch {
      throw .unreadable(reason: error.description)
    }
  }
}

extension ConfigurationChoice: ExpressibleByArgument {
  init?(argument: String) {
    guard !argument.isEmpty, argument != "-" else { return nil }
    path = FilePath(argument)
  }

  static var defaultCompletionKind: CompletionKind { .file(extensions: ["yml", "yaml"]) }
}
