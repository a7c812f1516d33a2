import ArgumentParser
import Silhouette
import SilhouetteMedia
import SilhouetteZoo

/// `silhouette models list`
struct ModelsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the networks inside, in the catalogue, and added.")

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let models = try InstalledModels.standard()
    let rows = ModelsListCommand.rows(models)
    let text = json ? ModelsListCommand.json(rows).text + "\n" : ModelsListCommand.table(rows)
    try StandardOutput.print(text)
  }

  private struct Row {
    let name: String
    var task = ""
    var size: (width: Int, height: Int)?
    var entry: CatalogueEntry?
    var state: String
    var path: FilePath?
  }

  private static func rows(_ models: InstalledModels) -> [Row] {
    let inside = Segmenter.Model.allCases.map { model in
      Row(
        name: model.rawValue, task: "person",
        size: model == .general ? (256, 256) : (256, 144), state: "inside")
    }
    let published = ModelCatalogue.entries.map { entry in
      let path = models.path(of: entry.name)
      return Row(
        name: entry.name, task: entry.task.rawValue,
        size: (entry.inputWidth, entry.inputHeight), entry: entry,
        state: path == nil ? "-" : "installed", path: path)
    }
    let known = Set(published.map(\.name))
    let added = models.names().filter { !known.contains($0) }.map {
      Row(name: $0, state: "installed", path: models.path(of: $0))
    }
    return inside + published + added
  }

  private static func table(_ rows: [Row]) -> String {
    let head = "name              task      input    mIoU   MB      state\n"
    let lines = rows.map { row in
      // A user's own names may be long; nothing but the state stands behind them.
      guard let size = row.size else { return (row.name + " ").rightPadded(to: 52) + row.state }
      return row.name.rightPadded(to: 18) + row.task.rightPadded(to: 10)
        + "\(size.width)x\(size.height)".rightPadded(to: 9)
        + (row.entry?.publishedMeanIoU.fixed(2) ?? "").rightPadded(to: 7)
        + (row.entry.map { Double($0.parameterBytes) / 1e6 }?.fixed(1) ?? "").rightPadded(to: 8)
        + row.state
    }
    return head + lines.joined(separator: "\n") + "\n\n"
      + "mIoU in percent, as published. '-' is fetched by 'silhouette models pull NAME'.\n"
      + "All but those added by you are under the Apache License 2.0.\n"
  }

  private static func json(_ rows: [Row]) -> JSONValue {
    .object([
      ("schema", 1),
      (
        "models",
        .array(
          rows.map { row in
            .object([
              ("name", .string(row.name)), ("task", row.task.isEmpty ? .null : .string(row.task)),
              ("input_width", row.size.map { .integer($0.width) } ?? .null),
              ("input_height", row.size.map { .integer($0.height) } ?? .null),
              ("architecture", row.entry.map { .string($0.architecture) } ?? .null),
              ("licence", row.task.isEmpty ? .null : .string(row.entry?.licence ?? "Apache-2.0")),
              ("published_mean_iou", row.entry.map { .number($0.publishedMeanIoU) } ?? .null),
              ("parameter_bytes", row.entry.map { .integer($0.parameterBytes) } ?? .null),
              ("state", .string(row.state == "-" ? "absent" : row.state)),
              ("path", row.path.map { .string($0.repairedText) } ?? .null),
              (
                "sources",
                .array(
                  (row.entry?.sources ?? []).map { source in
                    .object([
                      ("kind", .string(source.kind.rawValue)), ("address", .string(source.address)),
                    ])
                  })
              ),
            ])
          })
      ),
    ])
  }
}
