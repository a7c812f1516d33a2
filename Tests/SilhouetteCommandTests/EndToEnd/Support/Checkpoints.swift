import SilhouetteFormats
import SilhouetteTestSupport
import SilhouetteZoo

/// Weights of the smallest of PaddleSeg's networks, as a `.pdparams` file.
enum Checkpoints {
  static let humanV1Lite: [UInt8] = {
    let model: ConfigurationNode = ["type": "PPHumanSegLite"]
    guard let checkpoint = try? Checkpoint.needed(by: model, width: 32, height: 32) else {
      return []
    }
    return PaddleCheckpointFile.bytes(of: checkpoint)
  }()
}
