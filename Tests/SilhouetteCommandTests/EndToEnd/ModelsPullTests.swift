import Foundation
import SilhouetteTestSupport
import Testing

/// `silhouette models pull` against a server on this machine, which is not always a good one.
@Suite("silhouette models pull")
struct ModelsPullTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  static let archive = ZipWriter.archive([
    .file("export/deploy.yaml", "Deploy: {}\n".utf8),
    .file("export/model.pdmodel", repeatElement(7, count: 5000)),
    .file("export/model.pdiparams", repeatElement(9, count: 90_000)),
    .file("export/model.pdiparams.info", "not needed".utf8),
    .file("export/readme.txt", "not needed".utf8),
  ])

  private func silhouette(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(
      arguments, in: folder.url,
      environment: ["SILHOUETTE_MODELS": folder.url.appending(path: "models").path])
  }

  private func pull(
    _ server: FileServer, _ arguments: String..., name: String = "human-v2-lite"
  ) throws -> Program.Outcome {
    try silhouette(
      ["models", "pull", name, "--from", server.address, "--timeout", "1"] + arguments)
  }

  /// What is installed, or left over, below the models folder.
  private func installed() throws -> [String] {
    try folder.files().filter { $0.hasPrefix("models/") }.map { String($0.dropFirst(7)) }
  }

  private static let files = ["SHA256SUMS", "deploy.yaml", "model.pdiparams", "model.pdmodel"]
    .map { "human-v2-lite/" + $0 }

  @Test("Takes the model's files out of the archive, and finds, checks and removes them later")
  func good() throws {
    let server = try FileServer { request, _ in
      .file(Self.archive, tag: "\"1\"", to: request)
    }
    let outcome = try pull(server)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try installed() == Self.files)
    #expect(
      server.requests.map(\.path)
        == ["/human_pp_humansegv2_lite_192x192_inference_model_with_softmax.zip"])
    let place = folder.url.appending(path: "models/human-v2-lite").path
    #expect(try silhouette(["models", "path", "human-v2-lite"]).text == place + "\n")
    #expect(try silhouette(["models", "verify"]).status == 0)
    #expect(
      try silhouette(["models", "list"]).text.contains(
        /human-v2-lite +human +192x192 +92.52 +12.1 +installed/))

    #expect(try pull(server).status == 0)
    #expect(server.requests.count == 1, "what is there is not fetched again")
    #expect(try pull(server, "--force").status == 0)
    #expect(server.requests.count == 2)

    try folder.write([1], to: "models/human-v2-lite/model.pdmodel")
    let verification = try silhouette(["models", "verify", "human-v2-lite"])
    #expect(verification.status == 1)
    #expect(verification.errors.contains("model.pdmodel: changed"))

    #expect(try silhouette(["models", "remove", "human-v2-lite"]).status == 0)
    #expect(try installed().isEmpty)
    #expect(try silhouette(["models", "path", "human-v2-lite"]).status == 2)
  }

  @Test("Goes on where the connection ended, as long as the server has the same file")
  func resumes() throws {
    let server = try FileServer { request, index in
      let whole = FileServer.Answer.file(Self.archive, tag: "\"1\"", to: request)
      return index < 2 ? whole.cutOff(after: 30_000) : whole
    }
    let outcome = try pull(server)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(server.requests.map(\.firstByte) == [nil, 30_000, 60_000])
    #expect(try installed() == Self.files)
  }

  @Test("A later run goes on from the first one's part")
  func resumesLater() throws {
    let server = try FileServer { request, index in
      switch index {
      case 0: .file(Self.archive, tag: "\"1\"", to: request).cutOff(after: 30_000)
      case 1...4: .status(503)
      default: .file(Self.archive, tag: "\"1\"", to: request)
      }
    }
    let first = try pull(server)
    #expect(first.status == 2)
    #expect(first.errors.contains("503"))
    #expect(try pull(server, "--quiet").status == 0)
    #expect(server.requests.last?.firstByte == 30_000)
    #expect(try installed() == Self.files)
  }

  @Test("Starts over when the file has changed in the meantime")
  func startsOver() throws {
    let server = try FileServer { request, index in
      index == 0
        ? .file(Array(repeating: 0, count: 80_000), tag: "\"old\"", to: request).cutOff(after: 500)
        : .file(Self.archive, tag: "\"new\"", to: request)
    }
    #expect(try pull(server).status == 0)
    #expect(server.requests.last?.condition == "\"old\"")
    #expect(try installed() == Self.files)
  }

  @Test("A server that stalls is given up, and asked again")
  func stalls() throws {
    let server = try FileServer { request, index in
      var answer = FileServer.Answer.file(Self.archive, tag: "\"1\"", to: request)
      answer.delay = index == 0 ? 4 : 0
      return answer
    }
    #expect(try pull(server).status == 0)
    #expect(server.requests.count >= 2)
  }

  @Test("A server that promises more than it has, or has no such file, fails")
  func lies() throws {
    let long = try FileServer { _, _ in
      FileServer.Answer(head: "HTTP/1.1 200 OK\r\nContent-Length: 200000", body: Self.archive)
    }
    let outcome = try pull(long)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("broke off"))
    let short = try FileServer { _, _ in
      FileServer.Answer(head: "HTTP/1.1 200 OK\r\nContent-Length: 20000", body: Self.archive)
    }
    #expect(try pull(short).status == 2)
    let huge = try FileServer { _, _ in
      FileServer.Answer(head: "HTTP/1.1 200 OK\r\nContent-Length: 9000000000000", body: [1])
    }
    #expect(try pull(huge).errors.contains("limit"))
    let empty = try FileServer { _, _ in .status(404) }
    let missing = try pull(empty)
    #expect(missing.errors.contains("the server answers 404"))
    #expect(missing.errors.contains("silhouette models add FILE --name human-v2-lite"))
    #expect(empty.requests.count == 1, "what is not there is not asked for again")
    #expect(try installed().allSatisfy { $0.hasPrefix(".") })
  }

  @Test("Redirects are followed to http alone")
  func redirects() throws {
    let good = try FileServer { request, _ in
      request.path == "/elsewhere"
        ? .file(Self.archive, tag: "\"1\"", to: request)
        : .status(302, "Location: /elsewhere")
    }
    #expect(try pull(good).status == 0)
    for target in ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"] {
      let server = try FileServer { _, _ in .status(302, "Location: \(target)") }
      let outcome = try pull(server, "--force")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("redirected"), "\(outcome.errors)")
    }
    let circle = try FileServer { _, _ in .status(302, "Location: /again") }
    #expect(try pull(circle, "--force").status == 2)
    #expect(try installed() == Self.files, "what was installed stays")
  }

  static let hostileEntries: [ZipWriter.Entry] = [
    .file("/absolute.pdmodel", "x".utf8), .file("../outside.pdmodel", "x".utf8),
    .file("a/../../outside.pdmodel", "x".utf8), .file("a\\..\\outside.pdmodel", "x".utf8),
    .file("C:/outside.pdmodel", "x".utf8), .symbolicLink("model.onnx", to: "/etc/passwd"),
  ]

  @Test("An archive that leads out of its folder is refused whole", arguments: 0..<6)
  func hostile(index: Int) throws {
    let archive = ZipWriter.archive([
      .file("deploy.yaml", "Deploy: {}\n".utf8), .file("model.pdmodel", "x".utf8),
      .file("model.pdiparams", "x".utf8), Self.hostileEntries[index],
    ])
    let server = try FileServer { request, _ in .file(archive, tag: "\"1\"", to: request) }
    let outcome = try pull(server)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("unsafe entry"), "\(outcome.errors)")
    #expect(try folder.files().isEmpty)
  }

  @Test("A file with a known sum must have it")
  func wrongSum() throws {
    let server = try FileServer { request, _ in .file(Self.archive, tag: "\"1\"", to: request) }
    let outcome = try pull(server, name: "human-v1-lite")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("not the published file"))
    #expect(try installed().isEmpty)
  }

  @Test("What is no archive, and an archive without a model, are refused")
  func noModel() throws {
    for bytes in [
      Array("<html>".utf8), ZipWriter.archive([.file("readme.txt", "x".utf8)]),
      Array(Self.archive.prefix(40_000)),
    ] {
      let server = try FileServer { request, _ in .file(bytes, tag: "\"1\"", to: request) }
      #expect(try pull(server).status == 2)
      #expect(try installed().isEmpty)
    }
  }

  @Test("Without a network the error says which file to bring")
  func offline() throws {
    let outcome = try silhouette([
      "models", "pull", "human-v1-mobile", "--kind", "onnx", "--from", "http://127.0.0.1:9/",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("no connection"))
    #expect(outcome.errors.contains("human_segmentation_pphumanseg_2023mar.onnx"))
    #expect(outcome.errors.contains("silhouette models add FILE --name human-v1-mobile"))
    #expect(try installed().isEmpty)
  }

  @Test("A user's own folder under that name is not replaced unless told")
  func ownFiles() throws {
    try folder.write([1], to: "models/human-v2-lite/mine.txt")
    let server = try FileServer { request, _ in .file(Self.archive, tag: "\"1\"", to: request) }
    let outcome = try pull(server)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--force"))
    #expect(server.requests.isEmpty)
    #expect(try installed() == ["human-v2-lite/mine.txt"])
  }

  @Test("Data goes into a folder that the user names, once")
  func data() throws {
    let archive = ZipWriter.archive([.file("images/a.txt", "a".utf8), .file("b.txt", "b".utf8)])
    let server = try FileServer { request, _ in .file(archive, tag: "\"1\"", to: request) }
    let arguments = ["data", "pull", "demo-pictures", "-o", "sets/demo", "--from", server.address]
    let outcome = try silhouette(arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.files() == ["sets/demo/b.txt", "sets/demo/images/a.txt"])
    #expect(try silhouette(arguments).errors.contains("exists already"))
    #expect(try silhouette(["data", "pull", "pp-humanseg14k"]).errors.contains("no address"))
    #expect(try silhouette(["data", "list"]).text.contains("calibration-list"))
  }
}
