// photo-probe INPUT OUTPUT.{png,jpg,webp} [--quality N] [--effort fast|small] [--rounds N]
//
// Decodes and encodes as the command does, without a network between: for comparing our codecs with
// others' (Scripts/check-codecs.sh) and for timing them (Benchmarks/png-writer.sh). Prints the pixel
// format, size, and the least CPU milliseconds of decoding and encoding.

import SilhouetteImaging
import SilhouetteMedia

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Arguments {
  var paths: [String] = []
  var quality = 90
  var effort = PhotoEncoder.Effort.fast
  var rounds = 1

  init?(_ words: [String]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        paths.append(word)
        continue
      }
      guard let value = rest.popFirst() else { return nil }
      switch word {
      case "--quality": quality = Int(value) ?? quality
      case "--effort": effort = PhotoEncoder.Effort(rawValue: value) ?? effort
      case "--rounds": rounds = Int(value) ?? rounds
      default: return nil
      }
    }
    if paths.count != 2 { return nil }
  }

  var format: PhotoFormat {
    if paths[1].hasSuffix(".jpg") { return .jpeg }
    return paths[1].hasSuffix(".webp") ? .webp : .png
  }
}

func leastMilliseconds(of rounds: Int, _ work: () throws -> Void) rethrows -> Double {
  var least = Double.infinity
  for _ in 0..<max(1, rounds) {
    let start = clock()
    try work()
    least = min(least, Double(clock() - start) * 1000 / Double(CLOCKS_PER_SEC))
  }
  return least
}

func probe(_ arguments: Arguments) throws {
  let name = arguments.paths[0]
  let bytes = try InputFile.read(path: name, limit: 1 << 30)
  var photo = try PhotoDecoder.decode(bytes, name: name)
  let decoding = try leastMilliseconds(of: arguments.rounds) {
    photo = try PhotoDecoder.decode(bytes, name: name)
  }
  let encoder = PhotoEncoder(
    format: arguments.format, quality: arguments.quality, effort: arguments.effort)
  var file: [UInt8] = []
  let encoding = try leastMilliseconds(of: arguments.rounds) {
    file = try encoder.encode(photo.pixels, metadata: photo.metadata)
  }
  var output = try OutputFile(path: arguments.paths[1], replaces: true)
  try output.write(file)
  try output.commit()
  print(
    "\(photo.format.rawValue) \(photo.pixels.width)x\(photo.pixels.height) \(photo.pixels.format)",
    "decode \(decoding) encode \(encoding) bytes \(file.count)")
}

guard let arguments = Arguments(Array(CommandLine.arguments.dropFirst())) else {
  print("usage: photo-probe INPUT OUTPUT [--quality N] [--effort fast|small] [--rounds N]")
  exit(2)
}
do {
  try probe(arguments)
} catch {
  print("error: \(error)")
  exit(1)
}
