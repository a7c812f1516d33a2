import Foundation

/// The built command, run as a user runs it.
public enum Program {
  public struct Outcome {
    public let status: Int32
    public let output: Data
    public let errors: String

    public var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// It stands beside the test bundle.
  public static let path: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    var folder = URL(filePath: bundle)
    while folder.path != "/", !folder.path.isEmpty {
      let program = folder.appending(path: "silhouette-cli")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program.path }
      folder.deleteLastPathComponent()
    }
    return "silhouette-cli"
  }()

  /// Runs the command and waits for it.
  public static func run(
    _ arguments: [String], in folder: URL, input: Data = Data(),
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(executable: path, arguments, in: folder, input: input, environment: environment)
  }

  /// Runs a line of shell in which `$silhouette` is the command.
  public static func shell(_ line: String, in folder: URL) throws -> Outcome {
    try run(executable: "/bin/bash", ["-c", line], in: folder, environment: ["silhouette": path])
  }

  private static func run(
    executable: String, _ arguments: [String], in folder: URL, input: Data = Data(),
    environment: [String: String]
  ) throws -> Outcome {
    // Files instead of pipes: nothing to drain while the process runs.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "silhouette-\(UUID())")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = ["in", "out", "err"].map { scratch.appending(path: $0) }
    for file in files { try (file == files[0] ? input : Data()).write(to: file) }

    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"].merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: try Data(contentsOf: files[1]),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }
}
