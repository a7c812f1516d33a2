import Silhouette
import SilhouetteRuntime
import Testing

struct MatteTests {
  /// Person in the left columns of a picture of the given size.
  private func matte(columns: Range<Int>, width: Int = 20, height: Int = 10) -> Matte {
    var alpha = PixelBuffer(width: width, height: height, format: .gray8)
    alpha.withMutableView { view in
      for y in 0..<height {
        for x in 0..<width { view.row(y)[x] = columns.contains(x) ? 255 : 0 }
      }
    }
    return Matte(alpha: alpha, confidence: 0.95, pool: WorkerPool(threads: 1))
  }

  @Test("Share, box and border are told")
  func summary() {
    let person = matte(columns: 5..<9)
    #expect(person.personShare == 0.2)
    #expect(person.boundingBox == PixelRect(x: 5, y: 0, width: 4, height: 10))
    #expect(person.touchesBorder && !person.isNobody)
    #expect(matte(columns: 0..<0).boundingBox == nil && !matte(columns: 0..<0).touchesBorder)
  }

  @Test("Doubtful confidence means nobody")
  func nobody() {
    let person = matte(columns: 0..<5)
    let doubtful = Matte(
      alpha: person.alpha, confidence: 0.9, pool: WorkerPool(threads: 1))
    #expect(doubtful.isNobody)
  }

  @Test("An edit changes the copy that is edited only")
  func valueSemantics() throws {
    let before = matte(columns: 5..<9)
    var after = before
    try after.grow(by: 2)
    #expect(after.boundingBox == PixelRect(x: 3, y: 0, width: 8, height: 10))
    #expect(before.boundingBox == PixelRect(x: 5, y: 0, width: 4, height: 10))
  }

  @Test("A grey picture over a colour becomes an RGB picture")
  func grayComposite() throws {
    var pixels = PixelBuffer(width: 20, height: 10, format: .gray8)
    pixels.withMutableView { view in
      for y in 0..<10 { for x in 0..<20 { view.row(y)[x] = 77 } }
    }
    try matte(columns: 0..<10).composite(
      over: .color(red: 255, green: 0, blue: 10), into: &pixels)
    #expect(pixels.format == .rgb8)
    pixels.withView { view in
      #expect(Array(view.row(4)[0..<3]) == [77, 77, 77])
      #expect(Array(view.row(4)[57..<60]) == [255, 0, 10])
    }
  }

  @Test("A background picture fills the frame")
  func imageComposite() throws {
    var pixels = PixelBuffer(width: 20, height: 10, format: .bgra8)
    var image = PixelBuffer(width: 3, height: 3, format: .rgb8)
    pixels.withMutableView { view in
      for y in 0..<10 { for byte in 0..<80 { view.row(y)[byte] = byte % 4 == 3 ? 255 : 5 } }
    }
    image.withMutableView { view in
      for y in 0..<3 { for byte in 0..<9 { view.row(y)[byte] = [200, 100, 50][byte % 3] } }
    }
    try matte(columns: 0..<10).composite(over: .image(image, fit: .cover), into: &pixels)
    pixels.withView { view in
      #expect(Array(view.row(9)[76..<80]) == [50, 100, 200, 255])
      #expect(Array(view.row(9)[0..<4]) == [5, 5, 5, 255])
    }
  }

  @Test("Amounts out of range are refused in words that say the range")
  func wrongAmounts() {
    var person = matte(columns: 0..<10)
    let error = #expect(throws: SilhouetteError.self) { try person.threshold(at: 2) }
    #expect(error?.description == "the threshold must be 0 to 1")
    #expect(throws: SilhouetteError.self) { try person.grow(by: .infinity) }
    #expect(throws: SilhouetteError.self) { try person.feather(by: -1) }
  }
}
