import ArgumentParser
import SilhouetteMedia
import SilhouetteZoo

/// Where from, and how patiently, something is fetched.
struct FetchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Another address: of the file, or with a slash at its end of a folder with it; also "
        + "$SILHOUETTE_MIRROR.", valueName: "url"))
  var from: String?

  @Option(
    help: ArgumentHelp("Try again when nothing has come for this long.", valueName: "seconds"))
  var timeout = 30

  func validate() throws {
    guard (1...3600).contains(timeout) else {
      throw ValidationError("--timeout is 1 to 3600 seconds")
    }
  }

  /// Where to look for what is published at `published`, in this order.
  func addresses(_ published: [String]) throws(CommandFailure) -> [String] {
    guard let mirror = from ?? Terminal.environment("SILHOUETTE_MIRROR"), !mirror.isEmpty else {
      return published
    }
    guard mirror.hasPrefix("http://") || mirror.hasPrefix("https://") else {
      throw CommandFailure(
        "\(mirror.escaped): not an address", hint: "it starts with https:// or http://")
    }
    guard mirror.hasSuffix("/") else { return [mirror] }
    return published.map { mirror + ($0.split(separator: "/").last.map(String.init) ?? "") }
  }

  /// Fetches the first of `addresses` that has the file, and calls `use` with it and its address.
  ///
  /// - Parameters:
  ///   - partPath: where the file stands until `use` is done.
  ///   - offlineHint: how to go on without a network.
  func fetch(
    _ addresses: [String], to partPath: FilePath, byteLimit: Int, console: Console,
    offlineHint: String,
    _ use: (FilePath, String) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    var problems: [String] = []
    for address in addresses {
      console.note("fetching \(address.escaped)")
      let part = try PartFile(path: partPath, address: address)
      let download = Download(
        address: address, byteLimit: byteLimit, stallSeconds: timeout, console: console)
      do throws(Download.Failure) {
        try download.run(into: part)
      } catch {
        if part.byteCount == 0 { part.remove() }
        switch error {
        case .command(let failure): throw failure
        case .noConnection(let reason):
          throw CommandFailure(
            "\(address.escaped): no connection (\(reason.escaped))", hint: offlineHint)
        case .unusable(let problem):
          problems.append(problem)
          continue
        }
      }
      // Whole, but perhaps not what it should be: then the next run starts over.
      defer { part.remove() }
      return try use(partPath, address)
    }
    throw CommandFailure(
      problems.joined(separator: "\n"), hint: offlineHint)
  }
}
