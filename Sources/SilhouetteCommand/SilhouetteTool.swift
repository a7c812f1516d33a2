import ArgumentParser
import Silhouette

/// The command `silhouette`.
public struct SilhouetteTool: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "silhouette", abstract: "Cut people out of photos.",
    version: SilhouetteVersion.current)

  public init() {}
}
