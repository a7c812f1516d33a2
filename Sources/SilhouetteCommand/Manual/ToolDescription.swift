import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the parser knows of a verb, as it prints it for `--experimental-dump-help`.
struct ToolDescription: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let allValues: [String]?
    let sectionTitle: String?
    let shouldDisplay: Bool
  }

  let commandName: String
  let abstract: String?
  let discussion: String?
  let arguments: [Argument]?
  let subcommands: [ToolDescription]?
  let shouldDisplay: Bool

  static func ofThisTool() throws -> ToolDescription {
    struct Dump: Decodable { let command: ToolDescription }
    let json: String
    do {
      _ = try SilhouetteTool.parseAsRoot(["--experimental-dump-help"])
      throw CommandFailure("the parser does not describe itself")
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      json = SilhouetteTool.message(for: error)
    }
    return try JSONDecoder().decode(Dump.self, from: Data(json.utf8)).command
  }
}
