// Times the embedded networks when another process asks for it, so that runs of different engines
// can take turns.
//
//   Runner write general|landscape FILE            the network as plain TensorFlow Lite
//   Runner serve general|landscape THREADS INPUT OUTPUT
//
// `serve` reads the input (float32, dense), writes the mask, says `ready`, and then for each line
// `WARM TIMED` on standard input answers with one line: the nanoseconds of each timed run.

import CSilhouetteModels
import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime

func embeddedGraph(_ name: String) throws -> Graph {
  let model = name == "landscape" ? slh_model_landscape() : slh_model_general()
  return try ModelFile.graph(from: Bytes(staticBase: model.bytes, count: model.size))
}

func write(_ graph: Graph, to path: String) throws {
  let bytes = try TFLiteWriter.bytes(of: graph, weights: .float16)
  try Data(bytes).write(to: URL(filePath: path))
}

/// A line that the other side of the pipe gets at once.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}

func serve(_ graph: Graph, threads: Int, input: String, output: String) throws {
  let plan = try Plan(graph)
  var session = Session(plan, workers: WorkerPool(threads: threads))
  let picture = try Data(contentsOf: URL(filePath: input))
  session.withInput(0) { target in
    precondition(picture.count == target.count, "the input has \(picture.count) bytes")
    picture.withUnsafeBytes { target.copyMemory(from: $0) }
  }
  session.run()
  try session.withOutput(0) { Data($0) }.write(to: URL(filePath: output))
  say("ready \(plan.instructionSet.rawValue)")

  let clock = ContinuousClock()
  while let line = readLine() {
    let counts = line.split(separator: " ").compactMap { Int($0) }
    guard counts.count == 2 else { break }
    for _ in 0..<counts[0] { session.run() }
    var times: [String] = []
    for _ in 0..<counts[1] {
      let start = clock.now
      session.run()
      let (seconds, attoseconds) = (clock.now - start).components
      times.append("\(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)")
    }
    say(times.joined(separator: " "))
  }
}

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.count) {
case ("write", 3):
  try write(embeddedGraph(arguments[2]), to: arguments[3])
case ("serve", 5):
  try serve(
    embeddedGraph(arguments[2]), threads: Int(arguments[3]) ?? 1, input: arguments[4],
    output: arguments[5])
default:
  print("usage: Runner write MODEL FILE | Runner serve MODEL THREADS INPUT OUTPUT")
  exit(2)
}
