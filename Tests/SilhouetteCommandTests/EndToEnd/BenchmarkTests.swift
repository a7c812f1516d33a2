import Foundation
import SilhouetteTestSupport
import Testing

@Suite("benchmark")
struct BenchmarkTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func benchmark(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      ["benchmark", "--num-runs", "3", "--warmup-runs", "0", "--min-secs", "0"] + arguments,
      in: folder.url)
  }

  private func object(_ text: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
  }

  @Test("The JSON object has the figures that the text shows")
  func json() throws {
    let outcome = try benchmark("landscape", "--json", "-", "--num-threads", "2")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try object(outcome.output)
    #expect(report["kind"] as? String == "benchmark" && report["model"] as? String == "landscape")
    #expect(report["runs"] as? Int == 3 && report["warmupRuns"] as? Int == 0)
    let names = ["minimum", "median", "p95", "p99"].map { $0 + "Milliseconds" }
    let times = names.compactMap { report[$0] as? Double }
    #expect(times.count == 4 && times == times.sorted() && times[0] > 0)
    #expect(try #require(report["gigaflops"] as? Double) > 0)
    #expect((report["steps"] as? [Any])?.isEmpty == true)
  }

  @Test("A profile's shares make one, step by step, in JSON and in the table")
  func profile() throws {
    let outcome = try benchmark("--enable-op-profiling", "--json", "report.json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let steps = try #require(
      try object(Data(folder.bytes(of: "report.json")))["steps"] as? [[String: Any]])
    let shares = steps.compactMap { $0["share"] as? Double }
    #expect(shares.count == steps.count && abs(shares.reduce(0, +) - 1) < 1e-3)
    #expect(abs(try #require(steps.last?["cumulativeShare"] as? Double) - 1) < 1e-4)
    for step in steps {
      let reached = try #require(step["peakShare"] as? Double)
      let ideal = try #require(step["idealMilliseconds"] as? Double)
      let time = try #require(step["milliseconds"] as? Double)
      #expect(abs(ideal - reached * time) <= 1e-4 + 1e-5 * time)
      #expect(try #require(step["multiplyAdds"] as? Int) >= 0)
    }
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    let heading = try #require(lines.firstIndex { $0.hasSuffix("% peak  step") })
    #expect(lines.count - heading - 1 == steps.count)
  }

  @Test("Comma-separated values: one row for the runs, or one for each step")
  func csv() throws {
    let runs = try benchmark("--csv")
    let rows = String(decoding: runs.output, as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 2 && rows[0].hasPrefix("model,threads,runs,min_ms,median_ms"))
    #expect(rows[1].hasPrefix("\"general\",1,3,"))
    let steps = try benchmark("--csv", "--enable-op-profiling")
    #expect(
      String(decoding: steps.output, as: UTF8.self).hasPrefix("step,ms,ideal_ms,share,"))
  }

  @Test("Inputs that are not like a photo are called that; a photo is taken as it is")
  func inputs() throws {
    for input in ["random", "zero"] {
      let outcome = try benchmark("--input", input)
      #expect(String(decoding: outcome.output, as: UTF8.self).contains("not like a photo"))
    }
    try folder.add(as: "photo.png")
    let outcome = try benchmark("--input", "photo.png")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(String(decoding: outcome.output, as: UTF8.self).contains("input     photo.png"))
  }

  @Test(
    "Wrong usage is told",
    arguments: [
      ["general", "--graph", "landscape"], ["--num-threads", "-1"], ["--num-runs", "0"],
      ["--warmup-runs", "2000000"],
      ["--min-secs", "nan"], ["--csv", "--json", "-"], ["--input", "nowhere.png"],
      ["--isa", "sse"], ["nowhere.tflite"],
    ])
  func wrongUsage(arguments: [String]) throws {
    let outcome = try Program.run(["benchmark"] + arguments, in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("error"))
  }

  @Test("A report that is there is kept")
  func keepsFiles() throws {
    try folder.write(Array("mine".utf8), to: "report.json")
    let outcome = try benchmark("--json", "report.json")
    #expect(outcome.status == 2)
    #expect(try folder.bytes(of: "report.json") == Array("mine".utf8))
  }

  @Test("A folder is no place for a report; that is told before anything is timed")
  func refusesFolders() throws {
    let outcome = try benchmark("--json", ".", "--force")
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("is a folder"))
  }
}
