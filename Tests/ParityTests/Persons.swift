import Foundation
import SilhouetteImaging
import SilhouetteMedia

/// Which pixels of a grey picture are person: those of 128 and more.
struct Persons {
  let pixels: [Bool]

  init(_ file: URL) throws {
    let photo = try PhotoDecoder.decode([UInt8](Data(contentsOf: file)), name: file.path)
    pixels = photo.pixels.withView { view in
      (0..<view.height).flatMap { y in
        let row = view.row(y)
        return stride(from: 0, to: row.count, by: view.format.bytesPerPixel).map { row[$0] >= 128 }
      }
    }
  }

  func personIoU(with other: Persons) -> Double { iou(other) { $0 } }

  func backgroundIoU(with other: Persons) -> Double { iou(other) { !$0 } }

  /// 1 where neither has any.
  private func iou(_ other: Persons, _ counts: (Bool) -> Bool) -> Double {
    guard pixels.count == other.pixels.count else { return 0 }
    var (both, either) = (0, 0)
    for (mine, its) in zip(pixels, other.pixels) {
      if counts(mine), counts(its) { both += 1 }
      if counts(mine) || counts(its) { either += 1 }
    }
    return either == 0 ? 1 : Double(both) / Double(either)
  }
}
