// stage-probe PHOTO [ROUNDS] [THREADS]
//
// Pixels in memory to pixels in memory, `balanced` over a plain background: the CPU milliseconds of
// each stage, least and median of ROUNDS. The networks' own runs are timed apart, so that what lies
// around them is known: Benchmarks/stages.sh.

import Silhouette
import SilhouetteImaging
import SilhouetteMedia
import SilhouetteRuntime

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Milliseconds of each stage, round after round.
struct Stages {
  private(set) var names: [String] = []
  private var rounds: [[Double]] = []

  mutating func measure<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    let start = milliseconds()
    let result = try body()
    add(name, milliseconds() - start)
    return result
  }

  private mutating func add(_ name: String, _ time: Double) {
    if let index = names.firstIndex(of: name) {
      rounds[index].append(time)
    } else {
      names.append(name)
      rounds.append([time])
    }
  }

  func summary(of index: Int) -> (least: Double, median: Double) {
    let sorted = rounds[index].sorted()
    return (sorted.first ?? 0, sorted.isEmpty ? 0 : sorted[sorted.count / 2])
  }

  private func milliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
  }
}

func probe(_ path: String, rounds: Int, threads: Int) throws {
  let photo = try PhotoDecoder.decode(InputFile.read(path: path, limit: 1 << 30), name: path).pixels
  let model = Segmenter.Model.general
  let segmenter = try Segmenter(model, options: .init(threads: threads))
  let level = segmenter.options.refinement.level
  var network = try Session(
    Plan(model.graph), workers: WorkerPool(threads: threads))
  let input = try Segmenter.input(of: model.graph, name: path, from: photo)
  network.withInput(0) { target in
    input.bytes.withUnsafeBytes { target.copyMemory(from: $0) }
  }
  var stages = Stages()
  for _ in 0..<rounds {
    stages.measure("network") { for _ in 0..<level.runCount { network.run() } }
    let found = try stages.measure("looks, with the network") {
      try photo.withView { try segmenter.findings(in: $0) }
    }
    var matte = stages.measure("edges") { photo.withView { segmenter.matte(from: found, of: $0) } }
    var result = photo
    result.withMutableView { _ in }
    try stages.measure("compose") {
      try matte.composite(over: .color(red: 255, green: 255, blue: 255), into: &result)
    }
    result = photo
    result.withMutableView { _ in }
    try stages.measure("all, with the network") {
      matte = try segmenter.matte(of: photo)
      try matte.composite(over: .color(red: 255, green: 255, blue: 255), into: &result)
    }
  }
  print("\(photo.width)x\(photo.height), \(threads) thread(s), CPU milliseconds: least, median")
  for index in stages.names.indices {
    let (least, median) = stages.summary(of: index)
    print(stages.names[index], least, median, separator: "\t")
  }
}

let words = CommandLine.arguments
guard words.count > 1 else {
  print("usage: stage-probe PHOTO [ROUNDS] [THREADS]")
  exit(2)
}
do {
  try probe(
    words[1], rounds: words.count > 2 ? Int(words[2]) ?? 20 : 20,
    threads: words.count > 3 ? Int(words[3]) ?? 1 : 1)
} catch {
  print("error: \(error)")
  exit(1)
}
