import ArgumentParser

/// How much is said on standard error, and in which colours.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Print errors only.")
  var quiet = false

  @Option(help: "Colours in messages; NO_COLOR in the environment turns them off too.")
  var color = ColorChoice.auto

  func console() -> Console { Console(color: color, isQuiet: quiet) }
}
