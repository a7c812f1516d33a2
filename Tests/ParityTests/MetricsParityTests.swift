import SilhouetteEvaluation
import Testing

/// Against PaddleSeg's own functions.
@Suite("PaddleSeg's measures")
struct MetricsParityTests {
  @Test("equal theirs", arguments: ["c2", "c2_noignore", "c5", "c5_missing", "c2_onlybg"])
  func measures(_ name: String) throws {
    guard let golden = try GoldenArrays("metrics") else { return }
    let areas = try areas(golden, name)
    #expect(areas.intersection == (try golden.integers(name + "_intersect")))
    #expect(areas.predicted == (try golden.integers(name + "_pred_area")))
    #expect(areas.labelled == (try golden.integers(name + "_label_area")))
    #expect(areas.intersectionOverUnion == (try golden.doubles(name + "_class_iou")))
    #expect(areas.precision == (try golden.doubles(name + "_class_precision")))
    #expect(areas.recall == (try golden.doubles(name + "_class_recall")))
    #expect(areas.dice == (try golden.doubles(name + "_class_dice")))
    #expect([areas.accuracy] == (try golden.doubles(name + "_acc")))
    #expect(isEqual(areas.meanIntersectionOverUnion, try golden.doubles(name + "_miou")[0]))
    #expect(isEqual(areas.meanDice, try golden.doubles(name + "_mdice")[0]))
    let kappa = try golden.doubles(name + "_kappa")[0]
    #expect(kappa.isNaN ? areas.kappa == 1 : isEqual(areas.kappa, kappa))
  }

  @Test("of a set come from the sums over its pictures")
  func sums() throws {
    guard let golden = try GoldenArrays("metrics") else { return }
    var areas = try areas(golden, "c2")
    areas.add(try self.areas(golden, "c2_noignore"))
    #expect(areas.intersectionOverUnion == (try golden.doubles("sum_class_iou")))
    #expect(isEqual(areas.meanIntersectionOverUnion, try golden.doubles("sum_miou")[0]))
    #expect(isEqual(areas.kappa, try golden.doubles("sum_kappa")[0]))
    #expect(isEqual(areas.accuracy, try golden.doubles("sum_acc")[0]))
    #expect(isEqual(areas.meanDice, try golden.doubles("sum_mdice")[0]))
  }

  @Test("The area under the curve equals theirs")
  func areaUnderTheCurve() throws {
    guard let golden = try GoldenArrays("metrics") else { return }
    let values = try golden.tensor("auc_logits").floats()
    let labels = try golden.integers("auc_label")
    let area = labels.count / 2
    var curve = ReceiverOperatingCharacteristic()
    for (index, label) in labels.enumerated() {
      let start = index / area * 2 * area + index % area
      curve.add(values[start + area] - values[start], isPositive: label == 1)
    }
    #expect(abs(try #require(curve.area) - golden.doubles("auc_2class")[0]) < 1e-6)
  }

  private func areas(_ golden: GoldenArrays, _ name: String) throws -> ClassAreas {
    let expected = try golden.integers(name + "_intersect")
    var areas = ClassAreas(classCount: expected.count)
    areas.add(
      prediction: try golden.bytes(name + "_pred"), label: try golden.bytes(name + "_label"))
    return areas
  }

  /// NumPy adds in another order.
  private func isEqual(_ found: Double, _ expected: Double) -> Bool {
    abs(found - expected) <= 1e-14
  }
}
