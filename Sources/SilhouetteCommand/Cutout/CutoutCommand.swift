import ArgumentParser

/// `silhouette cutout`: photos in, people out.
struct CutoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cutout", abstract: "Cut the people out of photos.")

  @OptionGroup var model: ModelOption
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var messages: ConsoleOptions

  func run() throws {
    throw CommandFailure("cutout: cannot cut out yet")
  }
}
