import Foundation
import SilhouetteTestSupport
import Testing

extension Program {
  /// `silhouette cutout` on the network that knows red from the rest.
  static func cutout(
    _ arguments: [String], in folder: TestFolder, input: Data = Data(),
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(
      ["cutout", "--model", folder.model, "--refine", "off"] + arguments, in: folder.url,
      input: input, environment: environment)
  }
}

extension Program.Outcome {
  /// Each line of standard output as a JSON object.
  func objects() throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }
}
