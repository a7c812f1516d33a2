import SilhouetteEvaluation
import Testing

@Suite("How masks agree")
struct MaskAgreementTests {
  @Test("A mask agrees with itself in everything")
  func identity() {
    let mask: [Float] = [0, 0.25, 0.75, 1]
    let agreement = MaskAgreement(mask, mask)
    #expect(abs(agreement.cosine - 1) < 1e-15)
    #expect(agreement.iou == 1 && agreement.sameClass == 1)
    #expect(agreement.meanAbsoluteError == 0 && agreement.maximumAbsoluteError == 0)
  }

  @Test("The figures of a small pair, computed by hand")
  func byHand() {
    let agreement = MaskAgreement([1, 1, 0, 0], [1, 0, 0.5, 0], threshold: 0.4)
    // Σab = 1, Σa² = 2, Σb² = 1.25.
    #expect(abs(agreement.cosine - 1 / (2.5 as Double).squareRoot()) < 1e-15)
    #expect(agreement.iou == 1 / 3.0)
    #expect(agreement.sameClass == 0.5)
    #expect(agreement.meanAbsoluteError == 0.375)
    #expect(agreement.maximumAbsoluteError == 1)
  }

  @Test("The threshold itself is background")
  func threshold() {
    #expect(MaskAgreement([0.5], [0.6]).iou == 0)
    #expect(MaskAgreement([0.5], [0.4]).iou == 1)
  }

  @Test("Two empty masks agree; an empty one and another do not")
  func empty() {
    #expect(MaskAgreement([0, 0], [0, 0]).cosine == 1)
    #expect(MaskAgreement([0, 0], [0, 1]).cosine == 0)
  }

  @Test("What is no number is not hidden")
  func notANumber() {
    #expect(MaskAgreement([0, .nan], [0, 0]).maximumAbsoluteError.isNaN)
    #expect(MaskAgreement([.nan, 0], [0, 0]).maximumAbsoluteError.isNaN)
  }
}

@Suite("How a figure spreads")
struct DistributionTests {
  @Test("Mean, median, percentiles and minimum, as NumPy gives them")
  func figures() {
    let spread = Distribution([4, 1, 3, 2])
    #expect(spread.mean == 2.5 && spread.median == 2.5 && spread.minimum == 1)
    #expect(abs(spread.percentile(0.1) - 1.3) < 1e-12)
    #expect(spread.percentile(0) == 1 && spread.percentile(1) == 4 && spread.count == 4)
  }

  @Test("One value is all of it")
  func single() {
    let one = Distribution([0.5])
    #expect(one.mean == 0.5 && one.median == 0.5 && one.percentile(0.1) == 0.5)
  }
}
