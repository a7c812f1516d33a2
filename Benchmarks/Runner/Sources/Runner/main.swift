// Runs a network when another process asks for it, so that runs of different engines can take turns.
//
//   Runner describe NETWORK                 type and shape of its input and of its output, a line each
//   Runner write NETWORK FILE               as plain TensorFlow Lite or ONNX, as FILE ends
//   Runner serve NETWORK THREADS INPUT OUTPUT [MODE [INSTRUCTION-SET]]
//
// NETWORK is general, landscape, or a model file. `serve` reads the input (dense), writes the output,
// says `ready` and the instruction set, and then for each line `WARM HOT [DISTURBED]` on standard
// input runs that often and answers with one line: the nanoseconds of each hot run, then of each run
// before which eight megabytes were copied.

import CSilhouetteModels
import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime

func graph(_ name: String) throws -> Graph {
  switch name {
  case "general", "landscape":
    let model = name == "landscape" ? slh_model_landscape() : slh_model_general()
    return try ModelFile.graph(from: Bytes(staticBase: model.bytes, count: model.size))
  default:
    return try ModelFile.graph(from: Bytes(copying: [UInt8](Data(contentsOf: URL(filePath: name)))))
  }
}

func describe(_ graph: Graph) {
  for port in [graph.inputs[0], graph.outputs[0]] {
    let type = graph[port.value].type
    print(type.elementType.name, type.shape.dimensions.map { "\($0)" }.joined(separator: " "))
  }
}

func write(_ graph: Graph, to path: String) throws {
  let bytes =
    path.hasSuffix(".onnx")
    ? try ONNXWriter.bytes(of: graph, weights: .float32)
    : try TFLiteWriter.bytes(of: graph, weights: .float32)
  try Data(bytes).write(to: URL(filePath: path))
}

/// A line that the other side of the pipe gets at once.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}

func serve(_ plan: Plan, threads: Int, input: String, output: String) throws {
  var session = Session(plan, workers: WorkerPool(threads: threads))
  let picture = try Data(contentsOf: URL(filePath: input))
  session.withInput(0) { target in
    precondition(picture.count == target.count, "the input has \(picture.count) bytes")
    picture.withUnsafeBytes { target.copyMemory(from: $0) }
  }
  session.run()
  try session.withOutput(0) { Data($0) }.write(to: URL(filePath: output))
  say("ready \(plan.instructionSet.rawValue)")

  var source = [UInt8](repeating: 1, count: 8 << 20), target = source
  while let line = readLine() {
    let counts = line.split(separator: " ").compactMap { Int($0) }
    guard counts.count >= 2 else { break }
    for _ in 0..<counts[0] { session.run() }
    var times = (0..<counts[1]).map { _ in nanoseconds(of: &session) }
    for _ in 0..<(counts.count > 2 ? counts[2] : 0) {
      swap(&source, &target)
      target.withUnsafeMutableBytes { target in
        source.withUnsafeBytes { target.copyMemory(from: $0) }
      }
      times.append(nanoseconds(of: &session))
    }
    say(times.map { "\($0)" }.joined(separator: " "))
  }
}

func nanoseconds(of session: inout Session) -> Int64 {
  let clock = ContinuousClock()
  let start = clock.now
  session.run()
  let (seconds, attoseconds) = (clock.now - start).components
  return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("describe", 2):
  describe(try graph(arguments[1]))
case ("write", 3):
  try write(graph(arguments[1]), to: arguments[2])
case ("serve", 5...7):
  let plan = try Plan(
    graph(arguments[1]),
    mode: arguments.count > 5 ? ExecutionMode(rawValue: arguments[5]) : nil,
    instructionSet: arguments.count > 6 ? InstructionSet(rawValue: arguments[6]) : nil)
  try serve(plan, threads: Int(arguments[2]) ?? 1, input: arguments[3], output: arguments[4])
default:
  print("usage: Runner describe NETWORK | write NETWORK FILE | serve NETWORK THREADS INPUT OUTPUT")
  exit(2)
}
