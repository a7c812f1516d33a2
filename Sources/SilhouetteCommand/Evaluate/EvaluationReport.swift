import SilhouetteEvaluation

/// What was measured, for people and for programs.
struct EvaluationReport {
  let model: String
  let preset: EvaluationPreset
  let set: SetScore

  var text: String {
    let areas = set.areas
    let lines: [(String, Double)] = [
      ("mIoU", areas.meanIntersectionOverUnion), ("accuracy", areas.accuracy),
      ("kappa", areas.kappa), ("Dice", areas.meanDice),
      ("person IoU", areas.intersectionOverUnion[1]), ("person precision", areas.precision[1]),
      ("person recall", areas.recall[1]), ("background IoU", areas.intersectionOverUnion[0]),
    ]
    let curve = set.areaUnderCurve.map { [("area under ROC", $0)] } ?? []
    let means: [(String, Double)] = [
      ("mIoU", set.mean { $0.meanIntersectionOverUnion }),
      ("median mIoU", set.medianIntersectionOverUnion),
      ("person IoU", set.mean { $0.personIntersectionOverUnion }),
      ("boundary F, 2 pixels", set.mean { $0.boundaryF2 }),
      ("boundary F, 5 pixels", set.mean { $0.boundaryF5 }),
      ("wrong near the edge", set.mean { $0.bandError }),
      ("mean absolute error", set.mean { $0.meanAbsoluteError }),
    ]
    return "\(model) on \(set.pictures.count) pictures\n"
      + "\nOver all pixels\n" + EvaluationReport.table(lines + curve)
      + "\nMean over the pictures\n" + EvaluationReport.table(means)
  }

  private static func table(_ rows: [(String, Double)]) -> String {
    rows.map { "  " + $0.0.rightPadded(to: 24) + $0.1.fixed(4) + "\n" }.joined()
  }

  /// As PaddleSeg's val.py prints it.
  var paddleSegText: String {
    let areas = set.areas
    func list(_ values: [Double]) -> String {
      "[" + values.map { $0.fixed(4) }.joined(separator: " ") + "]"
    }
    return "[EVAL] #Images: \(set.pictures.count) "
      + "mIoU: \(areas.meanIntersectionOverUnion.fixed(4)) Acc: \(areas.accuracy.fixed(4)) "
      + "Kappa: \(areas.kappa.fixed(4)) Dice: \(areas.meanDice.fixed(4))"
      + (set.areaUnderCurve.map { " Auc_roc: \($0.fixed(4))" } ?? "") + "\n"
      + "[EVAL] Class IoU: \n\(list(areas.intersectionOverUnion))\n"
      + "[EVAL] Class Precision: \n\(list(areas.precision))\n"
      + "[EVAL] Class Recall: \n\(list(areas.recall))\n"
  }

  var json: JSONValue {
    let areas = set.areas
    return [
      "model": .string(model), "preset": .string(preset.rawValue),
      "images": .integer(set.pictures.count),
      "miou": .number(areas.meanIntersectionOverUnion), "accuracy": .number(areas.accuracy),
      "kappa": .number(areas.kappa), "dice": .number(areas.meanDice),
      "class_iou": EvaluationReport.array(areas.intersectionOverUnion),
      "class_precision": EvaluationReport.array(areas.precision),
      "class_recall": EvaluationReport.array(areas.recall),
      "class_dice": EvaluationReport.array(areas.dice),
      "auc": set.areaUnderCurve.map { .number($0) } ?? .null,
      "picture_means": .object(
        EvaluationReport.measures.map { measure in (measure.key, .number(set.mean(measure.of))) }
          + [("median_miou", .number(set.medianIntersectionOverUnion))]),
      "pictures": .array(
        set.pictures.map { picture in
          .object(
            [("name", .string(picture.name))]
              + EvaluationReport.measures.map { ($0.key, .number($0.of(picture.score))) })
        }),
    ]
  }

  private static func array(_ values: [Double]) -> JSONValue {
    .array(values.map(JSONValue.number))
  }

  private struct Measure: Sendable {
    let key: String
    let of: @Sendable (PictureScore) -> Double
  }

  private static let measures: [Measure] = [
    Measure(key: "miou") { $0.meanIntersectionOverUnion },
    Measure(key: "person_iou") { $0.personIntersectionOverUnion },
    Measure(key: "accuracy") { $0.areas.accuracy },
    Measure(key: "band_error") { $0.bandError },
    Measure(key: "boundary_f2") { $0.boundaryF2 },
    Measure(key: "boundary_f5") { $0.boundaryF5 },
    Measure(key: "mean_absolute_error") { $0.meanAbsoluteError },
  ]
}
