import ArgumentParser
import Silhouette

/// The command `silhouette`.
public struct SilhouetteTool: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "silhouette",
    abstract: "Cut people out of photos.",
    discussion: """
      Examples:
        silhouette cutout photo.jpg                  photo-cutout.png beside it
        silhouette cutout photo.jpg -o person.webp   another name and format
        silhouette cutout photos/ -o cutouts/        a folder of photos

      \(ExitStatus.summary)
      """,
    version: SilhouetteVersion.current,
    subcommands: verbs)

  private static let verbs: [any ParsableCommand.Type] = [
    CutoutCommand.self, InspectCommand.self, RunCommand.self, CompareCommand.self,
    ConvertCommand.self, ModelsCommand.self, DataCommand.self, EvaluateCommand.self,
    PredictCommand.self, BenchmarkCommand.self, ManualCommand.self,
  ]

  public init() {}
}
