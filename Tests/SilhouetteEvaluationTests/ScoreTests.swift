import SilhouetteEvaluation
import Testing

@Suite("Scores of a picture")
struct ScoreTests {
  /// A square of persons, 8 pixels wide, in a picture of 32 by 32.
  private func square(at x: Int, as value: UInt8) -> Raster<UInt8> {
    var raster = Raster<UInt8>(width: 32, height: 32, repeating: 0)
    for row in 8..<16 {
      for column in x..<x + 8 { raster.values[row * 32 + column] = value }
    }
    return raster
  }

  private func score(_ alpha: Raster<UInt8>, against label: LabelMap) -> PictureScore {
    PictureScore(alpha: alpha, label: label, truth: BoundaryTruth(label))
  }

  @Test("The mask itself is perfect")
  func perfect() {
    let score = score(square(at: 8, as: 255), against: square(at: 8, as: 1))
    #expect(score.meanIntersectionOverUnion == 1)
    #expect(score.bandError == 0)
    #expect(score.boundaryF2 == 1)
    #expect(score.boundaryF5 == 1)
    #expect(score.meanAbsoluteError == 0)
  }

  @Test("A square three pixels aside is within 5 pixels, not within 2")
  func shifted() {
    let score = score(square(at: 11, as: 255), against: square(at: 8, as: 1))
    let intersectionOverUnion: Double = 40.0 / 88
    #expect(score.personIntersectionOverUnion == intersectionOverUnion)
    #expect(score.boundaryF5 == 1)
    #expect(score.boundaryF2 < 1)
    #expect(score.bandError > 0)
    let error: Double = 48.0 / 1024
    #expect(score.meanAbsoluteError == error)
  }

  @Test("Nobody found where somebody is has no edge, and nobody where nobody is is right")
  func empty() {
    let nothing = Raster<UInt8>(width: 32, height: 32, repeating: 0)
    let missed = score(nothing, against: square(at: 8, as: 1))
    #expect(missed.boundaryF2 == 0)
    #expect(missed.personIntersectionOverUnion == 0)
    let right = score(nothing, against: nothing)
    #expect(right.boundaryF2 == 1)
    #expect(right.meanIntersectionOverUnion == 1)
    #expect(right.bandError == 0)
  }

  @Test("Pixels that are not to be judged count nowhere")
  func ignored() {
    var label = square(at: 8, as: 1)
    for index in label.values.indices where label.values[index] == 0 && index % 32 >= 16 {
      label.values[index] = ClassAreas.ignoredLabel
    }
    var alpha = square(at: 8, as: 255)
    for index in alpha.values.indices where index % 32 >= 20 { alpha.values[index] = 255 }
    let score = score(alpha, against: label)
    #expect(score.areas.accuracy == 1)
    #expect(score.bandError == 0)
    #expect(score.meanAbsoluteError == 0)
  }

  @Test("A set has means over pictures, sums over pixels, and its worst first")
  func set() {
    var set = SetScore()
    for (name, place) in [("a", 8), ("b", 16), ("c", 10)] {
      set.add(score(square(at: place, as: 255), against: square(at: 8, as: 1)), name: name)
    }
    #expect(set.worst(2).map { $0.name } == ["b", "c"])
    let mean = set.mean { $0.personIntersectionOverUnion }
    #expect(abs(mean - 1.6 / 3) < 1e-12)
    let overAllPixels: Double = 112.0 / 272
    #expect(set.areas.intersectionOverUnion[1] == overAllPixels)
    #expect(set.medianIntersectionOverUnion == set.pictures[2].score.meanIntersectionOverUnion)
  }

  @Test("The area under the curve counts ties as half")
  func curve() {
    var curve = ReceiverOperatingCharacteristic()
    #expect(curve.area == nil)
    for (score, isPositive) in [(0.1, false), (0.4, false), (0.4, true), (0.8, true)] {
      curve.add(Float(score), isPositive: isPositive)
    }
    #expect(curve.area == 0.875)
  }

  @Test("Scores are ordered over their whole range")
  func curveOrder() {
    let scores: [Float] = [-.infinity, -1e30, -2, -0.001, 0, 1e-20, 0.5, 3, .infinity]
    for split in 1..<scores.count {
      var curve = ReceiverOperatingCharacteristic()
      for (index, score) in scores.enumerated() { curve.add(score, isPositive: index >= split) }
      #expect(curve.area == 1)
    }
    var zeros = ReceiverOperatingCharacteristic()
    zeros.add(-0.0, isPositive: true)
    zeros.add(0, isPositive: false)
    #expect(zeros.area == 0.5)
  }
}
