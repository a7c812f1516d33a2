import Foundation
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("The command at the terminal")
struct TerminalTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test(
    "Help shows examples first and states the exit statuses",
    arguments: [["--help"], ["cutout", "--help"]])
  func help(arguments: [String]) throws {
    let outcome = try Program.run(arguments, in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let examples = try #require(outcome.text.range(of: "Examples:"))
    let usage = try #require(outcome.text.range(of: "USAGE:"))
    #expect(examples.lowerBound < usage.lowerBound)
    for status in ExitStatus.allCases {
      #expect(outcome.text.contains("  \(status.rawValue) "))
      #expect(outcome.text.contains(status.meaning))
    }
  }

  @Test("The help of every verb fits 80 columns, with the lines of its text as they were written")
  func helpLines() throws {
    func check(_ verb: ToolDescription, _ words: [String]) throws {
      let outcome = try Program.run(
        words + ["--help"], in: folder.url, environment: ["COLUMNS": "80"])
      #expect(outcome.status == 0)
      let lines = outcome.text.split(separator: "\n")
      for line in lines { #expect(line.count <= 80, "\(words): \(line)") }
      for line in (verb.discussion ?? "").split(separator: "\n") {
        #expect(lines.contains(line), "\(words): \(line)")
      }
      for verb in verb.subcommands ?? [] where verb.commandName != "help" {
        try check(verb, words + [verb.commandName])
      }
    }
    try check(ToolDescription.ofThisTool(), [])
  }

  @Test("The version is printed, and a missing verb is an error")
  func version() throws {
    #expect(try Program.run(["--version"], in: folder.url).text == "0.1.0\n")
    let outcome = try Program.run([], in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("Examples:"))
    #expect(try Program.run(["nonsense"], in: folder.url).status == 2)
  }

  @Test("Completion scripts come from the same declarations", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let outcome = try Program.run(["--generate-completion-script", shell], in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("skip-existing"))
    if shell == "bash" {
      try folder.write(outcome.output, to: "completions")
      #expect(try Program.shell("bash -n completions", in: folder.url).status == 0)
    }
  }

  @Test("The manual page has every option of the help, the examples and the statuses")
  func manual() throws {
    let page = try Program.run(["manual"], in: folder.url)
    #expect(page.status == 0)
    #expect(page.text.hasPrefix(".TH SILHOUETTE 1 "))
    let plain = page.text.replacing("\\-", with: "-")
    let help = try Program.run(["cutout", "--help"], in: folder.url).text
    for option in help.matches(of: /--[a-z]+(-[a-z]+)*/) where option.output.0 != "--help" {
      #expect(plain.contains(option.output.0))
    }
    for status in ExitStatus.allCases { #expect(plain.contains(status.meaning)) }
    #expect(plain.contains("silhouette cutout photo.jpg"))
  }

  @Test("Without a terminal there are plain lines: no bar, no colours")
  func plainLines() throws {
    try folder.add(as: "in/a.jpg")
    try folder.write([0], to: "in/b.jpg")
    let outcome = try Program.cutout(["in", "-o", "out/", "--jobs", "1"], in: folder)
    #expect(!outcome.errors.contains("\u{1B}"))
    #expect(!outcome.errors.contains("\r"))
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "in/a.jpg -> out/a.png")
    #expect(lines[1].hasPrefix("error: in/b.jpg: "))
    #expect(lines[2].hasPrefix("1 written, 1 failed in "))
    let quiet = try Program.cutout(["in", "-o", "quiet/", "--quiet"], in: folder)
    #expect(quiet.errors.split(separator: "\n").count == 1)
  }

  @Test("On a terminal there is a bar, in colour unless NO_COLOR says otherwise")
  func bar() throws {
    guard try Program.shell("command -v script", in: folder.url).status == 0 else {
      print("not tried: there is no script(1) to make a terminal")
      return
    }
    for name in ["in/a.jpg", "in/b.jpg", "in/c.jpg"] { try folder.add(as: name) }
    try folder.write([0], to: "in/z.jpg")
    func run(_ prefix: String, _ arguments: String = "") throws -> String {
      let command = "$silhouette cutout --model \(folder.model) --refine off --force in -o out/ "
      return try Program.shell(
        "script -qec \"\(prefix) \(command) \(arguments)\" /dev/null", in: folder.url
      ).text
    }
    let colored = try run("TERM=xterm")
    #expect(colored.contains("] 4/4"))
    #expect(colored.contains("\u{1B}[1;31merror:"))
    #expect(!colored.contains("->"))
    #expect(try !run("TERM=xterm NO_COLOR=1").contains("\u{1B}[1;31m"))
    #expect(try !run("TERM=xterm", "--color never").contains("\u{1B}[1;31m"))
    #expect(try !run("TERM=dumb").contains("\u{1B}"))
  }

  @Test("An interrupt leaves no partial file and ends with 130", arguments: ["INT", "TERM"])
  func interrupt(signal: String) throws {
    // Large enough for the signal to come in the middle of writing it.
    try folder.add(as: "in/0.jpg")
    try folder.add(TestPicture(width: 2500, height: 2500), as: "in/1.jpg")
    try folder.add(as: "in/2.jpg")
    let outcome = try Program.shell(
      """
      set -m
      "$silhouette" cutout --model '\(folder.model)' --refine off in -o out/ --jobs 1 \
        --effort small --report r.jsonl &
      for _ in $(seq 3000); do
        [ -e out/0.png ] && compgen -G 'out/.*.tmp' >partial && break
        sleep 0.01
      done
      kill -\(signal) $!
      wait $!
      """, in: folder.url)
    #expect(outcome.status == 130)
    #expect(outcome.errors.contains("error: interrupted\n"))
    #expect(try !folder.bytes(of: "partial").isEmpty)
    #expect(try folder.files().filter { $0.hasPrefix("out/") } == ["out/0.png"])
    let report = String(decoding: try folder.bytes(of: "r.jsonl"), as: UTF8.self)
    #expect(report.split(separator: "\n").count == 1)
  }

  @Test("A reader that goes away ends the run without a complaint")
  func brokenPipe() throws {
    for name in ["in/a.jpg", "in/b.jpg", "in/c.jpg", "in/d.jpg"] { try folder.add(as: name) }
    let prefix = "\"$silhouette\" cutout --model '\(folder.model)' --refine off"
    for command in [
      "\(prefix) in -o out/ --force --quiet --report -", "\(prefix) in/a.jpg -o -",
      "\"$silhouette\" cutout --help",
    ] {
      // `true` ends at once; the sleep makes sure of it.
      let outcome = try Program.shell(
        "{ sleep 0.3; \(command); echo \"status $?\" >&2; } | true", in: folder.url)
      #expect(outcome.errors == "status 0\n")
    }
  }
}
