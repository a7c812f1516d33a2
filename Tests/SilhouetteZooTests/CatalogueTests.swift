import Testing

@testable import SilhouetteZoo

@Suite("Catalogue")
struct CatalogueTests {
  @Test("The seven networks are there once each, each with its three archives")
  func entries() {
    let names = ModelCatalogue.entries.map(\.name)
    #expect(
      names.sorted() == [
        "human-v1-lite", "human-v1-mobile", "human-v1-server", "human-v2-lite", "human-v2-mobile",
        "portrait-v1-lite", "portrait-v2-lite",
      ])
    for entry in ModelCatalogue.entries {
      #expect(entry.sources.first?.kind == .softmax)
      for kind in [ModelSource.Kind.softmax, .argmax, .checkpoint] {
        #expect(entry.source(kind)?.isArchive == true)
      }
      #expect((80...100).contains(entry.publishedMeanIoU))
      #expect(entry.name.hasPrefix(entry.task.rawValue))
    }
  }

  @Test(
    "A file that is called after a network is known by that",
    arguments: [
      ("human_v1_mobile_192x192_float", "human-v1-mobile"), ("human-v2-lite", "human-v2-lite"),
      ("portrait_v1-lite-mine", "portrait-v1-lite"),
    ])
  func leadingName(stem: String, name: String) {
    #expect(ModelCatalogue.entry(leading: stem)?.name == name)
    for other in ["my_" + stem, String(name.dropLast()), name + "r", ""] {
      #expect(ModelCatalogue.entry(leading: other) == nil, "\(other)")
    }
  }

  @Test("Every address is encrypted, and none stands twice")
  func addresses() {
    let addresses = ModelCatalogue.entries.flatMap { entry in
      entry.sources.flatMap { [$0.address] + $0.alternatives }
    }
    #expect(Set(addresses).count == addresses.count)
    #expect(addresses.allSatisfy { $0.hasPrefix("https://") })
    #expect(
      addresses.contains(
        "https://paddleseg.bj.bcebos.com/dygraph/pp_humanseg_v2/"
          + "portrait_pp_humansegv2_lite_256x144_smaller/"
          + "portrait_pp_humansegv2_lite_256x144_pretrained.zip"))
    #expect(DataCatalogue.entries.allSatisfy { $0.address != nil || !$0.remark.isEmpty })
  }

  @Test("Known files are recognised by their sum, which has 64 digits")
  func knownFiles() {
    for file in KnownFile.all {
      #expect(file.sha256.utf8.count == 64)
      #expect(KnownFile.file(sha256: file.sha256) == file)
      #expect(ModelCatalogue.entry(named: file.model) != nil)
    }
  }

  @Test(
    "Only names below the folder are safe",
    arguments: [
      ("a/b.txt", ["a", "b.txt"]), ("./a//b", ["a", "b"]), ("/a", nil), ("../a", nil),
      ("a/../b", nil), ("a\\b", nil), ("c:a", nil), ("a\nb", nil), ("", []), ("..a", ["..a"]),
    ] as [(String, [String]?)])
  func safePaths(path: String, names: [String]?) {
    #expect(ArchiveEntry(path: path, kind: .file).safePath == names)
    #expect(ArchiveEntry(path: path, kind: .link).safePath == nil)
    #expect(ArchiveEntry(path: path, kind: .device).safePath == nil)
  }

  @Test("An answer's head says how much there is, and what to call it")
  func answers() {
    var answer = HTTPAnswer()
    for line in ["HTTP/1.1 302 Found\r\n", "ETag: \"a\"\r\n", "HTTP/2 206\r\n"] {
      answer.add(headerLine: line)
    }
    #expect(answer.status == 206)
    #expect(answer.validator == nil, "a redirect's own")
    answer.add(headerLine: "content-range: bytes 100-199/200\r\n")
    answer.add(headerLine: "Content-Length: 100\r\n")
    answer.add(headerLine: "ETag: W/\"weak\"\r\n")
    answer.add(headerLine: "Last-Modified: Sat, 01 Jan 2022 00:00:00 GMT\r\n")
    #expect(answer.firstByte == 100)
    #expect(answer.totalBytes == 200)
    #expect(answer.validator == "Sat, 01 Jan 2022 00:00:00 GMT")
    for line in ["HTTP/1.1 416 x", "Content-Range: bytes */300", "Content-Length: 9"] {
      answer.add(headerLine: line)
    }
    #expect(answer.totalBytes == 300, "not the length of the refusal")
    for line in ["nonsense", ":", "Content-Range: bytes */x", "Content-Range: bytes", ""] {
      answer.add(headerLine: line)
    }
    #expect(answer.totalBytes == nil || answer.totalBytes == 200)
  }

  @Test("The system's SHA-256 is SHA-256 (FIPS 180-4's example)")
  func sha256() throws {
    var hash = try SHA256()
    try Array("abc".utf8).withUnsafeBytes { try hash.update($0) }
    #expect(
      try hash.finish() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
