import ArgumentParser
import SilhouetteMedia

/// `silhouette manual`: prints the manual page, made from the declarations that help is made from.
/// `make install` puts it where man looks.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, for man.", shouldDisplay: false)

  func run() throws {
    let description = try ToolDescription.ofThisTool()
    try StandardOutput.stream.write(Array(ManualPage(of: description).text.utf8))
  }
}
