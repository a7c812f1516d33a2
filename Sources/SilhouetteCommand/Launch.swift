import ArgumentParser
import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension SilhouetteTool {
  /// Runs the command line of this process and ends the process.
  public static func launch() -> Never {
    // A reader that goes away is noticed where we write, so that temporary files can be removed.
    signal(SIGPIPE, SIG_IGN)
    Interrupts.removePartialFiles()
    FreedMemory.keep()
    let arguments = Array(ProcessArguments.lossless().dropFirst())
    endProcess(status(running: arguments))
  }

  private static func status(running arguments: [String]) -> ExitStatus {
    let console = Console()
    guard !arguments.isEmpty else {
      console.write(helpMessage(columns: console.columns))
      return .unusable
    }
    do {
      var command = try parseAsRoot(OptionalValues.spelledOut(in: arguments))
      try command.run()
      return .done
    } catch let exit as EarlyExit {
      return exit.status
    } catch let failure as CommandFailure {
      console.error(failure.message, hint: failure.hint)
      return failure.status
    } catch {
      return status(ofParser: error, arguments: arguments, console: console)
    }
  }

  /// Help, version and completion scripts arrive as errors of the parser, beside real ones.
  private static func status(
    ofParser error: any Error, arguments: [String], console: Console
  ) -> ExitStatus {
    let message = message(for: error)
    if exitCode(for: error).isSuccess {
      return print(message, console: console)
    }
    let verbs = Set(configuration.subcommands.map { $0._commandName })
    let verb = arguments.first { verbs.contains($0) }.map { " " + $0 } ?? ""
    console.error(
      message.prefix(1).lowercased() + message.dropFirst(), hint: "see 'silhouette\(verb) --help'")
    return .unusable
  }
}

extension SilhouetteTool {
  private static func print(_ text: String, console: Console) -> ExitStatus {
    do throws(MediaError) {
      try StandardOutput.stream.write(Array((text + "\n").utf8))
    } catch .brokenPipe {
      // `silhouette --help | head`: the reader has what it wanted.
    } catch {
      console.error(error.description)
      return .unusable
    }
    return .done
  }
}

/// The parser has an `exit` of its own, which hides the system's.
private func endProcess(_ status: ExitStatus) -> Never {
  Interrupts.giveWay()
  exit(status.rawValue)
}
