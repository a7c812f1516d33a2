import SilhouetteMedia
import Testing

@testable import SilhouetteCommand

@Suite("Planning a cut-out run")
struct CutoutPlanTests {
  /// A disk by table: what stands at a path, and which file it is.
  private struct Disk {
    var files: [String: FileStatus] = [:]

    init(
      files: [String: UInt64] = [:], folders: [String: UInt64] = [:], pipes: [String: UInt64] = [:]
    ) {
      for (kind, table) in [(FileStatus.Kind.regular, files), (.folder, folders), (.stream, pipes)]
      {
        for (path, node) in table {
          self.files[path] = FileStatus(kind: kind, identity: FileIdentity(device: 1, node: node))
        }
      }
    }

    func status(_ path: FilePath) -> FileStatus? { files[path.text] }
  }

  private func plan(
    _ inputs: [(path: String, relative: String)], out: String? = nil, disk: Disk,
    existing: CutoutPlan.ExistingOutput = .refuse, protecting: [String] = [], report: String? = nil,
    format: PhotoFormat = .png
  ) throws -> [CutoutPlan.Entry] {
    let place = try OutputNaming.Place(
      output: out.map { FilePath($0) }, inputs: inputs.map { FilePath($0.path) },
      status: disk.status)
    return try CutoutPlan(
      inputs: inputs.map {
        .picture(InputPicture(path: FilePath($0.path), relative: FilePath($0.relative)))
      },
      naming: OutputNaming(place: place, format: format), existing: existing,
      protecting: protecting.map { FilePath($0) }, report: report.map { FilePath($0) },
      status: disk.status
    ).entries
  }

  private func task(_ input: String, _ output: String) -> CutoutPlan.Entry {
    .task(CutoutTask(input: FilePath(input), output: FilePath(output)))
  }

  private let folders = [".": 1 as UInt64, "in": 2, "in/sub": 3, "out": 4]

  @Test("Without -o the result stands beside the photo, with a suffix")
  func besideInput() throws {
    let disk = Disk(files: ["in/a.jpg": 10], folders: folders)
    #expect(try plan([("in/a.jpg", "a.jpg")], disk: disk) == [task("in/a.jpg", "in/a-cutout.png")])
    #expect(
      try plan([("in/a.jpg", "a.jpg")], disk: disk, format: .webp)
        == [task("in/a.jpg", "in/a-cutout.webp")])
  }

  @Test(
    "In a folder, results keep their photos' names and subfolders",
    arguments: ["out", "out/", "new/"])
  func intoFolder(out: String) throws {
    let disk = Disk(files: ["in/sub/a.jpg": 10], folders: folders)
    #expect(
      try plan([("in/sub/a.jpg", "sub/a.jpg")], out: out, disk: disk)
        == [task("in/sub/a.jpg", FilePath(out).appending(FilePath("sub/a.png")).text)])
  }

  @Test("A name for -o is a file for one photo, a folder for several")
  func oneOrSeveral() throws {
    let disk = Disk(files: ["a.jpg": 10, "b.jpg": 11, "there.png": 12], folders: folders)
    #expect(try plan([("a.jpg", "a.jpg")], out: "x.png", disk: disk) == [task("a.jpg", "x.png")])
    #expect(
      try plan([("a.jpg", "a.jpg"), ("b.jpg", "b.jpg")], out: "x", disk: disk)
        == [task("a.jpg", "x/a.png"), task("b.jpg", "x/b.png")])
    #expect(throws: CommandFailure.self) {
      try plan([("a.jpg", "a.jpg"), ("b.jpg", "b.jpg")], out: "there.png", disk: disk)
    }
  }

  @Test("Standard input goes to standard output unless -o names a file; several do not")
  func standardStreams() throws {
    let disk = Disk(files: ["a.jpg": 10], folders: folders)
    #expect(try plan([("-", "stdin")], disk: disk) == [task("-", "-")])
    #expect(try plan([("-", "stdin")], out: "x.png", disk: disk) == [task("-", "x.png")])
    #expect(try plan([("-", "stdin")], out: "out/", disk: disk) == [task("-", "out/stdin.png")])
    #expect(throws: CommandFailure.self) {
      try plan([("-", "stdin"), ("a.jpg", "a.jpg")], disk: disk)
    }
    #expect(throws: CommandFailure.self) {
      try plan([("a.jpg", "a.jpg"), ("a.jpg", "a.jpg")], out: "-", disk: disk)
    }
  }

  @Test("Results that would meet are refused, in whatever way their folder is spelt")
  func collisions() throws {
    var disk = Disk(files: ["in/a.jpg": 10, "in/a.png": 11, "b/a.jpg": 12], folders: folders)
    #expect(throws: CommandFailure.self) {
      try plan([("in/a.jpg", "a.jpg"), ("in/a.png", "a.png")], disk: disk)
    }
    #expect(throws: CommandFailure.self) {
      try plan([("in/a.jpg", "a.jpg"), ("b/a.jpg", "a.jpg")], out: "new/deep/", disk: disk)
    }
    // Two names of one folder.
    disk.files["link"] = disk.files["in"]
    disk.files["link/a.jpg"] = disk.files["in/a.jpg"]
    #expect(throws: CommandFailure.self) {
      try plan([("in/a.jpg", "a.jpg"), ("link/a.jpg", "a.jpg")], disk: disk)
    }
  }

  @Test("An input is never an output, not by a link and not with --overwrite")
  func inputsAreSafe() throws {
    let disk = Disk(
      files: ["a.png": 10, "b.jpg": 11, "hard.png": 10, "beach.png": 12], folders: folders)
    for out in ["a.png", "hard.png", "beach.png"] {
      for existing in [CutoutPlan.ExistingOutput.refuse, .skip, .replace] {
        #expect(throws: CommandFailure.self) {
          try plan(
            [("a.png", "a.png")], out: out, disk: disk, existing: existing,
            protecting: ["beach.png"])
        }
      }
    }
    #expect(throws: CommandFailure.self) {
      try plan([("b.jpg", "b.jpg")], out: "x.png", disk: disk, existing: .replace, report: "b.jpg")
    }
    #expect(throws: CommandFailure.self) {
      try plan([("b.jpg", "b.jpg")], out: "x.png", disk: disk, report: "x.png")
    }
  }

  @Test("Results that are there are refused, left or replaced as asked; pipes are written to")
  func existingOutputs() throws {
    let disk = Disk(
      files: ["a.jpg": 10, "b.jpg": 11, "a-cutout.png": 12], folders: folders, pipes: ["pipe": 13])
    let inputs = [("a.jpg", "a.jpg"), ("b.jpg", "b.jpg")]
    let first = CutoutTask(input: FilePath("a.jpg"), output: FilePath("a-cutout.png"))
    #expect(throws: CommandFailure.self) { try plan(inputs, disk: disk) }
    #expect(
      try plan(inputs, disk: disk, existing: .skip)
        == [.skipped(first), task("b.jpg", "b-cutout.png")])
    #expect(
      try plan(inputs, disk: disk, existing: .replace)
        == [.task(first), task("b.jpg", "b-cutout.png")])
    #expect(try plan([("a.jpg", "a.jpg")], out: "pipe", disk: disk) == [task("a.jpg", "pipe")])
  }
}
