import Silhouette

/// `silhouette.1`, in the macros of man(7).
struct ManualPage {
  private(set) var text: String

  init(of tool: ToolDescription) {
    text = ".TH SILHOUETTE 1 \"\" \"silhouette \(SilhouetteVersion.current)\"\n"
    add(section: "NAME")
    add(line: "\(tool.commandName) \\- \(ManualPage.escaped(tool.abstract ?? ""))")
    add(section: "SYNOPSIS")
    add(line: ".B \(tool.commandName)\n.I verb\n[options] [inputs]")
    add(section: "DESCRIPTION")
    add(discussion: tool.discussion ?? "")
    for verb in (tool.subcommands ?? []) where verb.shouldDisplay && verb.commandName != "help" {
      add(verb: verb, title: verb.commandName)
    }
    addExitStatuses()
  }

  private mutating func add(verb: ToolDescription, title words: String) {
    add(section: "SILHOUETTE \(words.uppercased())")
    add(line: ManualPage.escaped(verb.abstract ?? "") + "\n.PP")
    add(discussion: verb.discussion ?? "")
    var title: String?
    for argument in verb.arguments ?? [] where argument.shouldDisplay {
      let section =
        argument.sectionTitle ?? (argument.kind == "positional" ? "Arguments" : "Other options")
      if section != title { add(line: ".SS \(ManualPage.escaped(section))") }
      title = section
      add(argument)
    }
    for verb in (verb.subcommands ?? []) where verb.shouldDisplay && verb.commandName != "help" {
      add(verb: verb, title: words + " " + verb.commandName)
    }
  }

  private mutating func add(_ argument: ToolDescription.Argument) {
    let value = argument.valueName.map { "\\fI\(ManualPage.escaped($0))\\fR" } ?? ""
    let names = (argument.names ?? []).map { name in
      "\\fB" + ManualPage.escaped((name.kind == "short" ? "-" : "--") + name.name) + "\\fR"
    }
    var heading = names.joined(separator: ", ")
    if argument.kind == "positional" { heading = value }
    if argument.kind == "option" { heading += " " + value }
    add(line: ".TP\n" + heading)
    var sentences = [argument.abstract ?? ""]
    if let values = argument.allValues, !values.isEmpty {
      sentences.append("One of: " + values.joined(separator: ", ") + ".")
    }
    if let value = argument.defaultValue { sentences.append("Default: \(value).") }
    add(line: ManualPage.escaped(sentences.filter { !$0.isEmpty }.joined(separator: " ")))
  }

  /// Paragraphs as they are; lines that are indented stay as they stand.
  private mutating func add(discussion: String) {
    var isVerbatim = false
    let body =
      discussion.hasSuffix(ExitStatus.summary)
      ? discussion.dropLast(ExitStatus.summary.count) : discussion[...]
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  ") != isVerbatim {
        isVerbatim.toggle()
        add(line: isVerbatim ? ".RS 2\n.nf" : ".fi\n.RE")
      }
      add(line: line.isEmpty ? ".PP" : ManualPage.escaped(isVerbatim ? line.dropFirst(2) : line))
    }
    if isVerbatim { add(line: ".fi\n.RE") }
  }

  private mutating func addExitStatuses() {
    add(section: "EXIT STATUS")
    for status in ExitStatus.allCases {
      add(line: ".TP\n.B \(status.rawValue)\n" + ManualPage.escaped(status.meaning))
    }
  }

  private mutating func add(section: String) { add(line: ".SH \(section)") }

  private mutating func add(line: String) { text += line + "\n" }

  /// A dot or quote at the start would be a request, a hyphen could become a dash.
  private static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
  }
}
