import Foundation
import SilhouetteImaging
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("cutout: report")
struct ReportTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test("A line tells what was found and how long each stage took")
  func line() throws {
    try folder.add(as: "a.png")
    let outcome = try Program.cutout(["a.png", "--report", "-"], in: folder)
    let lines = try outcome.objects()
    let line = try #require(lines.first)
    #expect(lines.count == 2)
    #expect(line["schema"] as? Int == 1)
    #expect(line["kind"] as? String == "picture")
    #expect(line["input"] as? String == "a.png")
    #expect(line["output"] as? String == "a-cutout.png")
    #expect(line["width"] as? Int == 64)
    #expect(line["height"] as? Int == 48)
    #expect(line["nobody"] as? Bool == false)
    #expect(line["touches_border"] as? Bool == false)
    #expect(try #require(line["confidence"] as? Double) > 0.95)
    let share = try #require(line["person_share"] as? Double)
    #expect(abs(share - 24 * 24 / (64 * 48)) < 0.04)
    let box = try #require(line["bounding_box"] as? [String: Int])
    #expect(abs(box["x"]! - 16) <= 2 && abs(box["y"]! - 12) <= 2)
    for key in ["milliseconds", "cpu_milliseconds"] {
      let times = try #require(line[key] as? [String: Double])
      #expect(
        Set(times.keys) == ["read", "decode", "segment", "edit", "compose", "encode", "write"])
      #expect(times.values.allSatisfy { $0 >= 0 })
    }
    #expect(lines[1]["kind"] as? String == "summary")
    #expect(lines[1]["written"] as? Int == 1)
  }

  @Test("A person at the edge touches the border")
  func border() throws {
    try folder.add(TestPicture(person: PixelRect(x: 0, y: 10, width: 30, height: 38)), as: "a.png")
    let outcome = try Program.cutout(["a.png", "--report", "-"], in: folder)
    #expect(try outcome.objects().first?["touches_border"] as? Bool == true)
  }

  @Test("A photo with nobody is said to have nobody, and left out if asked")
  func nobody() throws {
    try folder.add(TestPicture(person: nil), as: "in/empty.png")
    try folder.add(as: "in/person.png")
    let all = try Program.cutout(["in", "-o", "all/", "--report", "-"], in: folder)
    #expect(all.status == 0)
    #expect(try all.objects().map { $0["nobody"] as? Bool } == [true, false, nil])
    #expect(all.errors.contains("in/empty.png -> all/empty.png (probably nobody in it)"))
    let empty = try #require(try all.objects().first)
    #expect(empty["bounding_box"] is NSNull)
    #expect(empty["person_share"] as? Double == 0)

    let some = try Program.cutout(
      ["in", "-o", "some/", "--skip-empty", "--report", "-"], in: folder)
    #expect(some.status == 0)
    #expect(try some.objects().map { $0["status"] as? String } == ["empty", "written", nil])
    #expect(try folder.files().filter { $0.hasPrefix("some") } == ["some/person.png"])
  }

  @Test("A report file is written line by line, and not over another without being told")
  func file() throws {
    try folder.add(as: "a.png")
    #expect(try Program.cutout(["a.png", "--report", "r.jsonl"], in: folder).status == 0)
    let text = String(decoding: try folder.bytes(of: "r.jsonl"), as: UTF8.self)
    #expect(text.split(separator: "\n").count == 2)
    let again = try Program.cutout(["a.png", "--report", "r.jsonl", "-o", "b.png"], in: folder)
    #expect(again.status == 2)
    #expect(again.errors.contains("r.jsonl: cannot write: File exists\nhint: --overwrite"))
    #expect(
      try Program.cutout(["a.png", "--report", "r.jsonl", "--overwrite"], in: folder).status == 0)
  }

  @Test("A failure is a line with its error")
  func failure() throws {
    try folder.write(Array("text".utf8), to: "a.jpg")
    let outcome = try Program.cutout(["a.jpg", "--report", "-"], in: folder)
    #expect(outcome.status == 1)
    let line = try #require(try outcome.objects().first)
    #expect(line["status"] as? String == "failed")
    #expect((line["error"] as? String)?.hasPrefix("a.jpg: ") == true)
    #expect(line["output"] == nil)
  }
}
