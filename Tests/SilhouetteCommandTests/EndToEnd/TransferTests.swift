import Foundation
import SilhouetteTestSupport
import Testing

/// What `models` and `data` do when they are interrupted, or on a machine that lacks something.
@Suite("Transfers")
struct TransferTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private var environment: [String: String] {
    ["SILHOUETTE_MODELS": folder.url.appending(path: "models").path]
  }

  private func silhouette(
    _ arguments: String..., with more: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.run(
      arguments, in: folder.url, environment: environment.merging(more) { $1 })
  }

  private func serveArchive() throws -> FileServer {
    try FileServer { request, _ in .file(ModelsPullTests.archive, tag: "\"1\"", to: request) }
  }

  @Test("An interrupt keeps what has come and nothing else; the next run goes on from there")
  func interrupt() throws {
    let server = try FileServer { request, index in
      var answer = FileServer.Answer.file(ModelsPullTests.archive, tag: "\"1\"", to: request)
      if index == 0 { (answer.delay, answer.delayedFrom) = (60, 30_000) }
      return answer
    }
    let part = "models/.human-v2-lite-softmax.part"
    let pull = "\"$silhouette\" models pull human-v2-lite --from \(server.address)"
    let outcome = try Program.shell(
      """
      export SILHOUETTE_MODELS=models
      set -m
      \(pull) &
      for _ in $(seq 1000); do
        [ "$(stat -c %s \(part) 2>/dev/null)" = 30000 ] && break
        sleep 0.01
      done
      kill -INT $!
      wait $!
      """, in: folder.url)
    #expect(outcome.status == 130)
    #expect(outcome.errors.contains("error: interrupted\n"))
    #expect(try folder.files() == [part, part + ".from"])

    #expect(try silhouette("models", "pull", "human-v2-lite", "--from", server.address).status == 0)
    #expect(server.requests.map(\.firstByte) == [nil, 30_000])
    #expect(try silhouette("models", "verify").errors == "as installed: human-v2-lite\n")
    #expect(try !folder.files().contains { $0.hasPrefix("models/.") })
  }

  @Test("An interrupt while a data set is unpacked leaves none of it")
  func interruptedUnpacking() throws {
    let archive = ZipWriter.archive((0..<10_000).map { .file("set/\($0).txt", "x".utf8) })
    let server = try FileServer { request, _ in .file(archive, tag: "\"1\"", to: request) }
    let outcome = try Program.shell(
      """
      set -m
      "$silhouette" data pull demo-pictures --from \(server.address) &
      for _ in $(seq 1000); do
        [ -e .demo-pictures.unfinished/set/50.txt ] && break
        sleep 0.01
      done
      kill -INT $!
      wait $!
      """, in: folder.url)
    #expect(outcome.status == 130)
    #expect(outcome.errors.split(separator: "error: ").count == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("error: interrupted\n"))
    #expect(try folder.files().count(where: { !$0.hasPrefix(".demo-pictures.part") }) == 0)
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        .contains(".demo-pictures.unfinished"))
  }

  @Test("What came whole before an interrupt is not fetched again")
  func wholePart() throws {
    let server = try serveArchive()
    let address =
      server.address + "human_pp_humansegv2_lite_192x192_inference_model_with_softmax.zip"
    try folder.write(ModelsPullTests.archive, to: "models/.human-v2-lite-softmax.part")
    try folder.write(
      Array("\(address)\n\"1\"\n".utf8), to: "models/.human-v2-lite-softmax.part.from")
    let outcome = try silhouette("models", "pull", "human-v2-lite", "--from", server.address)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(server.requests.map(\.firstByte) == [ModelsPullTests.archive.count])
    #expect(try silhouette("models", "verify").status == 0)
  }

  @Test(
    "Without a system library the error names its package",
    arguments: [
      ("libcurl.so.4", "apt-get install libcurl4"),
      ("libarchive.so.13", "apt-get install libarchive13"),
      ("libcrypto.so.3", "apt-get install libssl3"),
    ])
  func missingLibrary(file: String, cure: String) throws {
    // What the loader finds first under that name is no library.
    try folder.write(Array("text".utf8), to: "libraries/\(file)")
    try folder.write(ModelsPullTests.archive, to: "model.zip")
    let server = try serveArchive()
    let loader = ["LD_LIBRARY_PATH": folder.url.appending(path: "libraries").path]
    let outcome =
      file.contains("curl")
      ? try silhouette("models", "pull", "human-v2-lite", "--from", server.address, with: loader)
      : try silhouette("models", "add", "model.zip", with: loader)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("needs \(file), which is not installed (\(cure))"))
    #expect(try folder.files() == ["libraries/\(file)", "model.zip"])
    // Whatever fetches and unpacks nothing does without.
    #expect(try silhouette("models", "list", with: loader).status == 0)
  }

  @Test("A proxy of the environment is asked for the address as a whole")
  func proxy() throws {
    let server = try serveArchive()
    let outcome = try silhouette(
      "models", "pull", "human-v2-lite", "--from", "http://models.invalid/x/",
      with: ["http_proxy": server.address])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      server.requests.map(\.path) == [
        "http://models.invalid/x/human_pp_humansegv2_lite_192x192_inference_model_with_softmax.zip"
      ])
    let excepted = try silhouette(
      "models", "pull", "human-v2-lite", "--force", "--from", "http://models.invalid/x/",
      with: ["http_proxy": server.address, "no_proxy": "models.invalid"])
    #expect(excepted.status == 2)
    #expect(server.requests.count == 1)
  }

  @Test("On a terminal of 80 columns there is a bar on one line")
  func bar() throws {
    guard try Program.shell("command -v script", in: folder.url).status == 0 else {
      print("not tried: there is no script(1) to make a terminal")
      return
    }
    let server = try FileServer { request, _ in
      var answer = FileServer.Answer.file(ModelsPullTests.archive, tag: "\"1\"", to: request)
      (answer.delay, answer.delayedFrom) = (1, 30_000)
      return answer
    }
    let pull = "$silhouette models pull human-v2-lite --from \(server.address)"
    let screen = try Program.shell(
      """
      export SILHOUETTE_MODELS=models TERM=xterm
      script -qec "stty cols 80; \(pull)" /dev/null
      """, in: folder.url
    ).text
    let bars = screen.split { "\r\n".unicodeScalars.contains($0.unicodeScalars.first ?? " ") }
      .filter { $0.contains("MB") }
    #expect(bars.contains { $0.contains("0.0/0.1 MB") }, "\(screen)")
    #expect(bars.contains { $0.contains("0.1/0.1 MB") && $0.contains("left") }, "\(screen)")
    for bar in bars { #expect(bar.replacing("\u{1B}[K", with: "").count < 80, "\(bar)") }
  }

  @Test("Data sets come as tar.gz too, and what leads out of their folder is refused")
  func tarball() throws {
    try folder.write(Array("a".utf8), to: "mini/images/a.txt")
    try folder.write(Array("b".utf8), to: "mini/val.txt")
    let packing = try Program.shell(
      """
      tar czf good.tgz mini
      tar czPf evil.tgz --transform 's,mini/val,../outside,' mini
      rm -r mini
      """, in: folder.url)
    #expect(packing.status == 0, "\(packing.errors)")
    let archives = ["good", "evil"]
    let files = try archives.map { try folder.bytes(of: $0 + ".tgz") }
    let servers = try files.map { file in
      try FileServer { request, _ in .file(file, tag: "\"1\"", to: request) }
    }
    let outcomes = try zip(archives, servers).map { name, server in
      try silhouette(
        "data", "pull", "mini-supervisely", "-o", name, "--from", server.address + "x.tgz")
    }
    #expect(outcomes[0].status == 0, "\(outcomes[0].errors)")
    #expect(outcomes[1].status == 2)
    #expect(outcomes[1].errors.contains("unsafe entry"), "\(outcomes[1].errors)")
    #expect(
      try folder.files() == ["evil.tgz", "good.tgz", "good/mini/images/a.txt", "good/mini/val.txt"])
  }

  @Test(
    "Without a network the error says which published file to put where",
    arguments: [
      ("demo-pictures", "pp_humanseg_v2/images.zip", "unpack it here into the folder sets/new"),
      ("calibration-list", "calib_images_list.txt", "put it here into the folder sets/new"),
    ])
  func offline(name: String, file: String, cure: String) throws {
    let outcome = try silhouette(
      "data", "pull", name, "-o", "sets/new", "--from", "http://127.0.0.1:9/")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("no connection"))
    #expect(outcome.errors.contains("on a machine with a network fetch\n  https://"))
    #expect(outcome.errors.contains(file))
    #expect(outcome.errors.contains(cure), "\(outcome.errors)")
    #expect(try folder.files().isEmpty)
  }

  @Test("What can be fetched fits 80 columns, and is there as JSON with addresses")
  func lists() throws {
    let text = try silhouette("data", "list").text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let report = try #require(try silhouette("data", "list", "--json").objects().first)
    let entries = try #require(report["data"] as? [[String: Any]])
    #expect(entries.count == 5)
    #expect(entries.compactMap { $0["address"] as? String }.allSatisfy { $0.hasPrefix("https://") })
    for entry in entries { #expect(text.contains(try #require(entry["name"] as? String))) }
  }

  @Test("The networks inside need no file, and say so", arguments: ["path", "remove", "pull"])
  func inside(verb: String) throws {
    let outcome = try silhouette("models", verb, "general")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("is inside the program"))
    #expect(try silhouette("models", "verify").errors == "no models are installed\n")
  }
}
