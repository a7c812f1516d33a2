import SilhouetteEvaluation
import Testing

@Suite("Transforms")
struct TransformTests {
  private let picture = Picture.bytes(
    Raster(width: 4, height: 2, channels: 3, values: (0..<24).map { UInt8($0 * 10) }))

  @Test("A picture that does not fit is not padded")
  func padding() {
    var transformed = TransformedPicture(picture)
    #expect(
      throws: EvaluationError.transform(
        name: "Padding", reason: "a picture of 4x2 does not fit into 3x9")
    ) {
      try transformed.apply(.padding(width: 3, height: 9))
    }
  }

  @Test(
    "Normalising takes one mean or one for each channel, and no deviation of 0",
    arguments: [([0, 0], [1]), ([0], [1, 0, 1]), ([], [1])] as [([Float], [Float])])
  func normalizing(mean: [Float], deviation: [Float]) {
    var transformed = TransformedPicture(picture)
    #expect(throws: EvaluationError.self) {
      try transformed.apply(.normalize(mean: mean, standardDeviation: deviation))
    }
  }

  @Test("An output is brought back through every change of size")
  func undoing() throws {
    var transformed = TransformedPicture(picture)
    try transformed.apply(.resizeByLong(2))
    try transformed.apply(.padding(width: 6, height: 5))
    #expect(transformed.picture.size == RasterSize(width: 6, height: 5))
    let output = Raster<Float>(width: 6, height: 5, channels: 2, repeating: 0.25)
    let undone = output.undoing(transformed.history)
    #expect(undone == Raster(width: 4, height: 2, channels: 2, repeating: 0.25))
  }

  @Test("A flip undoes itself")
  func flips() {
    let raster = Raster<Int>(width: 3, height: 2, channels: 2, values: Array(0..<12))
    #expect(raster.flippedHorizontally().values == [4, 5, 2, 3, 0, 1, 10, 11, 8, 9, 6, 7])
    #expect(raster.flippedHorizontally().flippedHorizontally() == raster)
    #expect(raster.flippedVertically().values == [6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5])
  }

  @Test("Of equal channels the first wins")
  func ties() {
    let scores = Raster<Float>(width: 3, height: 1, channels: 2, values: [1, 1, 0, 1, 1, 0])
    #expect(scores.strongestChannels().values == [0, 1, 0])
  }
}
