import SilhouetteZoo

/// PaddleSeg's seven networks for people as their configurations describe them.
public struct PersonNetwork: Sendable, CustomStringConvertible {
  /// The configuration's name, which is also that of its ``PaddleReference``.
  public let name: String
  public let width: Int
  public let height: Int
  /// Of all convolutions at that size, in billions, as counted from the exported program.
  public let gigaMultiplyAdds: Double
  /// The `model:` mapping.
  public let model: ConfigurationNode

  public var description: String { name }

  public static let all = [
    PersonNetwork(
      name: "portrait_pp_humansegv1_lite", width: 398, height: 224, gigaMultiplyAdds: 0.251,
      model: ["type": "PPHumanSegLite", "align_corners": false, "num_classes": 2]),
    PersonNetwork(
      name: "human_pp_humansegv1_lite", width: 192, height: 192, gigaMultiplyAdds: 0.104,
      model: ["type": "PPHumanSegLite", "align_corners": false, "num_classes": 2]),
    PersonNetwork(
      name: "portrait_pp_humansegv2_lite", width: 256, height: 144, gigaMultiplyAdds: 0.154,
      model: [
        "type": "MobileSeg",
        "backbone": ["type": "MobileNetV3_large_x1_0", "pretrained": "unused"],
        "backbone_indices": [0, 1, 2], "cm_bin_sizes": [1, 2, 4], "cm_out_ch": 128,
        "arm_out_chs": [32, 64, 128], "seg_head_inter_chs": [16, 32, 32],
        "use_last_fuse": true,
      ]),
    PersonNetwork(
      name: "human_pp_humansegv2_lite", width: 192, height: 192, gigaMultiplyAdds: 0.194,
      model: [
        "type": "MobileSeg",
        "backbone": ["type": "MobileNetV3_large_x1_0", "pretrained": "unused"],
        "backbone_indices": [0, 1, 2, 3], "cm_bin_sizes": [1, 2, 4], "cm_out_ch": 128,
        "arm_out_chs": [32, 64, 96, 128], "seg_head_inter_chs": [16, 32, 32, 32],
        "use_last_fuse": true,
      ]),
    PersonNetwork(
      name: "human_pp_humansegv1_mobile", width: 192, height: 192, gigaMultiplyAdds: 0.578,
      model: [
        "type": "FCN",
        "backbone": [
          "type": "HRNet_W18_Small_V1", "align_corners": false, "pretrained": "unused",
        ],
        "num_classes": 2, "pretrained": "unused", "backbone_indices": [-1],
      ]),
    PersonNetwork(
      name: "human_pp_humansegv2_mobile", width: 192, height: 192, gigaMultiplyAdds: 0.720,
      model: [
        "type": "PPLiteSeg", "backbone": ["type": "STDC1", "pretrained": "unused"],
        "backbone_indices": [1, 2, 3, 4], "cm_out_ch": 128, "arm_out_chs": [4, 16, 32, 64],
        "seg_head_inter_chs": [4, 16, 32, 64],
      ]),
    PersonNetwork(
      name: "human_pp_humansegv1_server", width: 512, height: 512, gigaMultiplyAdds: 113.7,
      model: [
        "type": "DeepLabV3P",
        "backbone": [
          "type": "ResNet50_vd", "output_stride": 8, "multi_grid": [1, 2, 4],
          "pretrained": "unused",
        ],
        "num_classes": 2, "backbone_indices": [0, 3], "aspp_ratios": [1, 12, 24, 36],
        "aspp_out_channels": 256, "align_corners": false, "pretrained": "unused",
      ]),
  ]
}
