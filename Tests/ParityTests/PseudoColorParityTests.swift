import SilhouetteEvaluation
import Testing

/// Against PaddleSeg's `visualize.py`.
@Suite("PaddleSeg's colours")
struct PseudoColorParityTests {
  private static let custom: [UInt8] = [0, 0, 0, 255, 255, 255]

  @Test("The colours of the classes are theirs")
  func colors() throws {
    guard let golden = try GoldenArrays("pseudo_color") else { return }
    #expect(ColorMap().bytes == (try golden.tensor("color_map_256").bytes))
    #expect(
      ColorMap(custom: Self.custom).bytes == (try golden.tensor("color_map_custom_000_fff").bytes))
  }

  @Test("Labels over a picture equal theirs", arguments: ["a", "b"])
  func overlay(_ name: String) throws {
    guard let golden = try GoldenArrays("pseudo_color") else { return }
    let labels = try golden.bytes(name + "_label")
    let picture = reversed(try golden.bytes(name + "_image_bgr"))
    #expect(ColorMap().picture(of: labels) == (try golden.bytes(name + "_pseudo_rgb")))
    #expect(
      ColorMap().overlay(labels, on: picture)
        == reversed(try golden.bytes(name + "_added_bgr_w06")))
    #expect(
      ColorMap(custom: Self.custom).overlay(labels, on: picture)
        == reversed(try golden.bytes(name + "_added_bgr_w06_custom")))
  }

  /// BGR to RGB and back.
  private func reversed(_ picture: Raster<UInt8>) -> Raster<UInt8> {
    var result = picture
    for index in picture.values.indices {
      result.values[index] = picture.values[index - index % 3 + 2 - index % 3]
    }
    return result
  }
}
