import Testing

@testable import SilhouetteMedia

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of its own that goes with the test.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/silhouette-test-XXXXXX".utf8CString)
    path = String(cString: mkdtemp(&template))
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func content(_ name: String) throws -> String {
    String(decoding: try InputFile.read(path: "\(path)/\(name)", limit: 1 << 20), as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    var file = try OutputFile(path: "\(path)/\(name)", replaces: true)
    try file.write(Array(text.utf8))
    try file.commit()
  }
}

@Suite("Output files", .serialized)
struct OutputFileTests {
  let folder = TemporaryFolder()

  @Test(
    "A file appears whole, whatever its name",
    arguments: ["plain.png", "with space.png", "-leading", "new\nline", "ünïcödé 漢字.png"])
  func appearsWhole(name: String) throws {
    var file = try OutputFile(path: "\(folder.path)/\(name)", replaces: false)
    try file.write(Array("first ".utf8))
    #expect(!folder.names.contains(name))
    try file.write(Array("second".utf8))
    try file.commit()
    #expect(folder.names == [name])
    #expect(try folder.content(name) == "first second")
  }

  @Test("Without a commit nothing is left, and what was there stays")
  func abandoned() throws {
    try folder.write("old", to: "x")
    do {
      var file = try OutputFile(path: "\(folder.path)/x", replaces: true)
      try file.write(Array("new".utf8))
      #expect(folder.names.count == 2)
    }
    #expect(folder.names == ["x"])
    #expect(try folder.content("x") == "old")
  }

  @Test("A file is replaced only when that was asked, and keeps its permissions")
  func replacing() throws {
    try folder.write("old", to: "x")
    let path = "\(folder.path)/x"
    #expect(throws: MediaError.exists(name: path)) {
      _ = try OutputFile(path: path, replaces: false)
    }
    chmod(path, 0o640)
    try folder.write("new", to: "x")
    #expect(try folder.content("x") == "new")
    #expect(FileStatus(of: FilePath(path))?.permissions == 0o640)
  }

  @Test("A file that comes up in the meantime is not replaced")
  func raced() throws {
    let path = "\(folder.path)/x"
    let file = try OutputFile(path: path, replaces: false)
    try folder.write("theirs", to: "x")
    var failure: MediaError?
    do throws(MediaError) { try file.commit() } catch { failure = error }
    #expect(failure == .exists(name: path))
    #expect(folder.names == ["x"])
    #expect(try folder.content("x") == "theirs")
  }

  // The mask and the list of unfinished files belong to the process: these have one of their own.

  @Test("A new file has the permissions that the mask leaves")
  func permissions() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      umask(0o027)
      try folder.write("text", to: "x")
      #expect(FileStatus(of: FilePath("\(folder.path)/x"))?.permissions == 0o640)
    }
  }

  @Test("On the way out all unfinished files are removed")
  func unfinished() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      var first = try OutputFile(path: "\(folder.path)/a", replaces: false)
      var second = try OutputFile(path: "\(folder.path)/b", replaces: false)
      try first.write([1])
      try second.write([2])
      #expect(folder.names.count == 2)
      OutputFile.removeUnfinished()
      #expect(folder.names.isEmpty)
    }
  }

  @Test("Folders, missing folders and full disks are named with the system's reason")
  func failures() throws {
    func text(_ path: String) -> String? {
      do throws(MediaError) {
        var file = try OutputFile(path: path, replaces: true)
        try file.write([UInt8](repeating: 7, count: 1 << 20))
        try file.commit()
        return nil
      } catch { return error.description }
    }
    #expect(text(folder.path) == "\(folder.path): cannot write: Is a directory")
    #expect(text("/nowhere/x.png") == "/nowhere/x.png: cannot write: No such file or directory")
    #if os(Linux)
      #expect(text("/dev/full") == "/dev/full: cannot write: No space left on device")
      #expect(text("/dev/null") == nil)
      #expect(FileStatus(of: FilePath("/dev/null"))?.kind == .stream)
      #expect(text("/proc/x.png")?.hasPrefix("/proc/x.png: cannot write: ") == true)
    #endif
  }

  @Test("Reading says why it failed, and stops at the limit")
  func reading() throws {
    try folder.write(String(repeating: "x", count: 1000), to: "x")
    let path = "\(folder.path)/x"
    #expect(try InputFile.read(path: path, limit: 1000).count == 1000)
    #expect(throws: MediaError.tooManyBytes(name: path, limit: 999)) {
      try InputFile.read(path: path, limit: 999)
    }
    let missing = #expect(throws: MediaError.self) {
      try PhotoDecoder.read(path: "\(folder.path)/missing.jpg")
    }
    #expect(missing?.description.hasSuffix("cannot open: No such file or directory") == true)
    let notAFile = #expect(throws: MediaError.self) { try PhotoDecoder.read(path: "/tmp") }
    #expect(notAFile?.description == "/tmp: cannot read: Is a directory")
  }

  @Test("A pipe is read to its end and written until its reader goes")
  func pipes() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let output = OutputStream(descriptor: ends[1], name: "standard output")
    try output.write(Array("through a pipe".utf8))
    close(ends[1])
    let read = try InputFile.read(descriptor: ends[0], name: "standard input")
    #expect(String(decoding: read, as: UTF8.self) == "through a pipe")
    close(ends[0])
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let broken = OutputStream(descriptor: ends[1], name: "standard output")
    #expect(throws: MediaError.brokenPipe(name: "standard output")) { try broken.write([1]) }
    close(ends[1])
  }

  @Test("Two paths to one file have one identity")
  func identity() throws {
    try folder.write("text", to: "x")
    try folder.write("text", to: "other")
    symlink("\(folder.path)/x", "\(folder.path)/link")
    link("\(folder.path)/x", "\(folder.path)/hard")
    func identity(_ name: String) -> FileIdentity? {
      FileStatus(of: FilePath("\(folder.path)/\(name)"))?.identity
    }
    let file = try #require(identity("x"))
    #expect(identity("link") == file)
    #expect(identity("hard") == file)
    #expect(identity("other") != file)
    #expect(identity("missing") == nil)
  }
}
