import Foundation
import Testing

/// Data flows one way: a target imports only what stands below it.
@Suite("Architecture")
struct ImportTests {
  /// What each target may import of ours and of other packages; the operating system's modules are
  /// checked apart.
  static let allowed: [String: Set<String>] = [
    "SilhouetteGraph": [],
    "SilhouetteFormats": ["SilhouetteGraph"],
    "SilhouetteRuntime": ["SilhouetteGraph", "CSilhouetteKernels"],
    "SilhouetteImaging": ["CSilhouetteKernels"],
    "Silhouette": [
      "SilhouetteGraph", "SilhouetteFormats", "SilhouetteRuntime", "SilhouetteImaging",
      "CSilhouetteModels", "Synchronization",
    ],
    "SilhouetteMedia": [
      "SilhouetteImaging", "CSilhouetteCodecs", "Glibc", "Darwin", "Musl", "Synchronization",
    ],
    "SilhouetteZoo": [
      "SilhouetteGraph", "SilhouetteFormats", "CSilhouetteTransfer", "Glibc", "Darwin", "Musl",
      "FoundationEssentials", "Foundation", "Synchronization",
    ],
    "SilhouetteConfiguration": [
      "SilhouetteGraph", "SilhouetteZoo", "CSilhouetteYAML", "CSilhouetteConfigurations",
    ],
    "SilhouetteEvaluation": [
      "Silhouette", "SilhouetteGraph", "SilhouetteRuntime", "SilhouetteImaging",
    ],
    "SilhouetteCommand": [
      "Silhouette", "SilhouetteGraph", "SilhouetteFormats", "SilhouetteRuntime",
      "SilhouetteImaging", "SilhouetteMedia", "SilhouetteZoo", "SilhouetteConfiguration",
      "SilhouetteEvaluation", "CSilhouetteModels", "ArgumentParser", "Glibc",
      "Darwin", "Musl", "Dispatch", "FoundationEssentials", "Foundation", "Synchronization",
    ],
    "silhouette-cli": ["SilhouetteCommand"],
  ]

  @Test("A target imports only what the architecture allows", arguments: allowed.keys.sorted())
  func importsAreAllowed(target: String) throws {
    let folder = root.appending(path: "Sources/\(target)")
    let files = try swiftFiles(below: folder)
    #expect(!files.isEmpty)
    for file in files {
      for module in try importedModules(in: file) {
        #expect(
          Self.allowed[target]?.contains(module) == true,
          "\(file.lastPathComponent) imports \(module)")
      }
    }
  }

  @Test("Every target of ours stands in the table")
  func tableIsComplete() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Sources").path)
    let swiftTargets = folders.filter { !$0.hasPrefix("CSilhouette") && !$0.hasPrefix(".") }
    #expect(Set(swiftTargets) == Set(Self.allowed.keys))
  }

  @Test("The manifest uses no unsafe flags and declares libraries alone")
  func manifestIsPlain() throws {
    let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    #expect(!manifest.contains("unsafeFlags"))
    let products = manifest.components(separatedBy: ".library(").count - 1
    // Silhouette; the core and its checks for machines without a system.
    #expect(products == 3, "Silhouette, SilhouetteCore and SilhouetteTwins")
    #expect(!manifest.contains(".executable("))
  }

  private var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  private func swiftFiles(below folder: URL) throws -> [URL] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
  }

  /// The module names after `import`, whatever access level or attribute stands before it.
  private func importedModules(in file: URL) throws -> [String] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
        words[..<index].allSatisfy({
          $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0)
        })
      else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "let", "var"]
      let name = kinds.contains(words[index + 1]) ? words[index + 2] : words[index + 1]
      return String(name.prefix { $0 != "." })
    }
  }
}
