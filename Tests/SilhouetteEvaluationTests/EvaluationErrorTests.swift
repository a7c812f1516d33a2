import SilhouetteEvaluation
import Testing

@Suite("The errors of an evaluation")
struct EvaluationErrorTests {
  @Test("An error names the picture and both sizes")
  func text() {
    let error = EvaluationError.sizesDiffer(name: "a.png", expected: "4x4", found: "5x4")
    #expect(error.description == "a.png: is 5x4, not 4x4")
  }
}
