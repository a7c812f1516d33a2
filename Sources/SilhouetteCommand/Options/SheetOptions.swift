import ArgumentParser
import SilhouetteEvaluation
import SilhouetteMedia

/// `--sheet`: the pictures that came out worst, to look at.
struct SheetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the worst pictures, each with both masks, as a PNG.", valueName: "file"))
  var sheet: FilePath?

  @Option(help: ArgumentHelp("How many pictures --sheet shows.", valueName: "count"))
  var worst = 8

  func validate() throws {
    guard (1...64).contains(worst) else { throw ValidationError("--worst takes 1 to 64") }
  }
}

extension ContactSheet {
  /// As a file; no bytes where nothing is on it.
  func png() throws(CommandFailure) -> [UInt8] {
    guard let picture = picture() else { return [] }
    return try explained { () throws(MediaError) in
      try PhotoEncoder(format: .png).encode(picture)
    }
  }
}
