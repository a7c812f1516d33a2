// level-probe VARIANTS OUTPUT PHOTO...
//
// Writes OUTPUT/NAME/PHOTO.png, the mask that each variant of the levels of refinement makes of each
// photo with the embedded networks, and prints each variant's CPU milliseconds a photo. VARIANTS is a
// file of lines as LevelVariant reads them. Runs of the variants are interleaved photo by photo, on
// one thread. For measuring what the steps of refinement are worth: Benchmarks/refinement-steps.sh.

import Silhouette
import SilhouetteImaging
import SilhouetteMedia

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A variant that is ready to run.
struct Probe {
  let variant: LevelVariant
  let segmenter: Segmenter
  private let folder: String
  private(set) var milliseconds = 0.0

  init(_ variant: LevelVariant, output: String) throws {
    self.variant = variant
    segmenter = try Segmenter(.general, options: .init(threads: 1, refinement: .off))
      .withCompanion(
        variant.level.needsCompanion ? Segmenter.Model.landscape.graph : nil,
        name: "the landscape network", level: variant.level)
    folder = output + "/" + variant.name
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
      throw ProbeError(description: "cannot make the folder \(folder)")
    }
  }

  mutating func run(_ photo: borrowing PixelBuffer, name: String) throws {
    let start = clock()
    let matte = try segmenter.matte(of: photo)
    milliseconds += Double(clock() - start) * 1000 / Double(CLOCKS_PER_SEC)
    var file = try OutputFile(path: "\(folder)/\(name).png", replaces: true)
    try file.write(PhotoEncoder(format: .png).encode(matte.alpha))
    try file.commit()
  }
}

struct ProbeError: Error, CustomStringConvertible {
  var description: String
}

func run(variants: String, output: String, photos: some Collection<String>) throws {
  let lines = String(decoding: try InputFile.read(path: variants, limit: 1 << 20), as: UTF8.self)
    .split(separator: "\n").filter { !$0.hasPrefix("#") }
  guard mkdir(output, 0o755) == 0 || errno == EEXIST else {
    throw ProbeError(description: "cannot make the folder \(output)")
  }
  var probes = try lines.map { line in
    guard let variant = LevelVariant(line) else {
      throw ProbeError(description: "\(variants): not a variant: \(line)")
    }
    return try Probe(variant, output: output)
  }
  for path in photos {
    let photo = try PhotoDecoder.decode(InputFile.read(path: path, limit: 1 << 30), name: path)
    let name = FilePath(path).stem.name.text
    for index in probes.indices { try probes[index].run(photo.pixels, name: name) }
  }
  for probe in probes {
    print(probe.variant.name, probe.milliseconds / Double(max(photos.count, 1)))
  }
}

let words = CommandLine.arguments
guard words.count > 3 else {
  print("usage: level-probe VARIANTS OUTPUT PHOTO...")
  exit(2)
}
do {
  try run(variants: words[1], output: words[2], photos: words[3...])
} catch {
  print("error: \(error)")
  exit(1)
}
