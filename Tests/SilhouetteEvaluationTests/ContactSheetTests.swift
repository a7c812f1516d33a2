import SilhouetteImaging
import Testing

@testable import SilhouetteEvaluation

@Suite("A contact sheet")
struct ContactSheetTests {
  @Test("Cells stand in rows on white, with their proportions")
  func layout() throws {
    var sheet = ContactSheet(columns: 2, cellSide: 10)
    sheet.append(mask: [Float](repeating: 0, count: 8), width: 4, height: 2)
    sheet.append(mask: [Float](repeating: 1, count: 4), width: 2, height: 2)
    sheet.append(mask: [Float](repeating: 0.5, count: 4), width: 2, height: 2)
    let picture = try #require(sheet.picture())
    #expect(picture.width == 32 && picture.height == 32 && picture.format == .rgb8)
    picture.withView { view in
      // The wide mask fills its cell's width and half of its height.
      #expect(view.row(9)[3 * 4] == 0 && view.row(5)[3 * 4] == 255)
      #expect(view.row(22)[3 * 8] == 128)
    }
  }

  @Test("Nothing makes no picture")
  func empty() {
    #expect(ContactSheet(columns: 3).picture() == nil)
  }
}
