import Foundation
import SilhouetteImaging
import SilhouetteMedia

/// A folder that goes with the test.
final class TestFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "silhouette-test-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The network of ``RedNetwork``, outside this folder so that listings do not show it.
  var model: String { RedNetwork.path }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    let target = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: target)
  }

  /// Writes a picture with a red square on grey; ``TestPicture`` says where.
  func add(_ picture: TestPicture = TestPicture(), as name: String) throws {
    try add(picture.pixels(), as: name)
  }

  func add(_ pixels: PixelBuffer, as name: String) throws {
    let format = PhotoFormat(rawValue: String(name.split(separator: ".").last ?? "")) ?? .jpeg
    try write(PhotoEncoder(format: format, quality: 95).encode(pixels), to: name)
  }

  /// A mask of the test picture's person, or of a part of it.
  func addMask(
    _ name: String, person: UInt8 = 255, width: Int = 64, personWidth: Int = 24
  ) throws {
    var mask = PixelBuffer(width: width, height: 48, format: .gray8)
    mask.withMutableView { view in
      for y in 0..<48 {
        for x in 0..<width {
          let isPerson = (16..<16 + personWidth).contains(x) && (12..<36).contains(y)
          view.row(y)[x] = isPerson ? person : 0
        }
      }
    }
    try write(PhotoEncoder(format: .png).encode(mask), to: name)
  }

  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url.appending(path: name)))
  }

  func picture(_ name: String) throws -> Photo {
    try PhotoDecoder.decode(bytes(of: name), name: name)
  }

  /// All files below, sorted.
  func files() throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: url.path)
    return names.filter { name in
      var isFolder: ObjCBool = false
      let path = url.appending(path: name).path
      // A broken link counts as a file.
      return !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        || !isFolder.boolValue
    }.sorted()
  }
}

/// A grey picture with a red rectangle, which ``RedNetwork`` takes for a person.
struct TestPicture {
  var width = 64
  var height = 48
  var person: PixelRect? = PixelRect(x: 16, y: 12, width: 24, height: 24)
  var format = PixelFormat.rgb8

  func pixels() -> PixelBuffer {
    var buffer = PixelBuffer(width: width, height: height, format: format)
    buffer.withMutableView { view in
      for y in 0..<height {
        for x in 0..<width { set(isPerson(x, y) ? [220, 20, 20] : [128, 128, 128], view, x, y) }
      }
    }
    return buffer
  }

  private func isPerson(_ x: Int, _ y: Int) -> Bool {
    guard let person else { return false }
    return (person.x..<person.x + person.width).contains(x)
      && (person.y..<person.y + person.height).contains(y)
  }

  private func set(_ color: [UInt8], _ view: MutablePixelView, _ x: Int, _ y: Int) {
    let pixel = view.row(y)
    for channel in 0..<3 {
      let value = color[channel]
      if format == .rgb16 {
        pixel.storeBytes(
          of: UInt16(value) * 257 + 1, toByteOffset: (x * 3 + channel) * 2, as: UInt16.self)
      } else {
        pixel[x * 3 + channel] = value
      }
    }
  }
}

extension PixelBuffer {
  /// The 8-bit channels of one pixel.
  func pixel(_ x: Int, _ y: Int) -> [UInt8] {
    withView { view in
      let count = format.bytesPerPixel
      return Array(view.row(y)[x * count..<(x + 1) * count])
    }
  }

  /// The alpha of one pixel; nil in a picture without.
  func alpha(_ x: Int, _ y: Int) -> UInt8? { format == .rgba8 ? pixel(x, y)[3] : nil }
}
