/// The networks that `silhouette models` knows where to find: PaddleSeg's PP-HumanSeg family.
///
/// Accuracy: PaddleSeg, `contrib/PP-HumanSeg/README.md`. Addresses: the download scripts beside it,
/// those of its releases 2.1 to 2.5, and FastDeploy's documents.
package enum ModelCatalogue {
  package static func entry(named name: String) -> CatalogueEntry? {
    entries.first { $0.name == name }
  }

  /// The network that a file, whatever its kind, is called after: `human_v1_lite_192x192_float`.
  package static func entry(leading stem: String) -> CatalogueEntry? {
    let name = String(stem.map { $0 == "_" ? "-" : $0 }) + "-"
    return entries.first { name.hasPrefix($0.name + "-") }
  }

  package static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      name: "portrait-v1-lite", task: .portrait, architecture: "PPHumanSegLite",
      inputWidth: 398, inputHeight: 224, publishedMeanIoU: 93.60, parameterBytes: 555_918,
      sources: published(
        "portrait_pp_humansegv1_lite_398x224",
        softmax: [releases + "/ppseg/ppseg_lite_portrait_398x224_with_softmax.tar.gz"],
        argmax: [
          tests + "/pp_humanseg_lite_export_398x224.zip",
          fastDeploy + "/Portrait_PP_HumanSegV1_Lite_with_argmax_infer.tgz",
        ],
        checkpoint: [releases + "/ppseg/ppseg_lite_portrait_398x224.tar.gz"])),
    CatalogueEntry(
      name: "portrait-v2-lite", task: .portrait, architecture: "MobileSeg, MobileNetV3",
      inputWidth: 256, inputHeight: 144, publishedMeanIoU: 96.63, parameterBytes: 3_756_883,
      sources: published(
        "portrait_pp_humansegv2_lite_256x144",
        folder: "portrait_pp_humansegv2_lite_256x144_smaller/",
        argmax: [fastDeploy + "/Portrait_PP_HumanSegV2_Lite_256x144_with_argmax_infer.tgz"])),
    CatalogueEntry(
      name: "human-v1-lite", task: .human, architecture: "PPHumanSegLite",
      inputWidth: 192, inputHeight: 192, publishedMeanIoU: 86.02, parameterBytes: 555_918,
      sources: published(
        "human_pp_humansegv1_lite_192x192",
        softmax: [humanSeg + "/export/pphumanseg_lite_generic_192x192_with_softmax.zip"],
        checkpoint: [humanSeg + "/train/pphumanseg_lite_generic_192x192.zip"])),
    CatalogueEntry(
      name: "human-v2-lite", task: .human, architecture: "MobileSeg, MobileNetV3",
      inputWidth: 192, inputHeight: 192, publishedMeanIoU: 92.52, parameterBytes: 12_132_660,
      sources: published(
        "human_pp_humansegv2_lite_192x192",
        argmax: [fastDeploy + "/PP_HumanSegV2_Lite_192x192_with_argmax_infer.tgz"])),
    CatalogueEntry(
      name: "human-v1-mobile", task: .human, architecture: "FCN, HRNet-W18-small-v1",
      inputWidth: 192, inputHeight: 192, publishedMeanIoU: 91.64, parameterBytes: 6_185_033,
      sources: published(
        "human_pp_humansegv1_mobile_192x192",
        softmax: [humanSeg + "/export/fcn_hrnetw18_small_v1_humanseg_192x192_with_softmax.zip"],
        argmax: [tests + "/pp_humanseg_mobile_export_192x192.zip"],
        checkpoint: [humanSeg + "/train/fcn_hrnetw18_small_v1_humanseg_192x192.zip"])
        + [ModelSource(kind: .onnx, address: openCVZoo, alternatives: [])]),
    CatalogueEntry(
      name: "human-v2-mobile", task: .human, architecture: "PPLiteSeg, STDC1",
      inputWidth: 192, inputHeight: 192, publishedMeanIoU: 93.13, parameterBytes: 30_116_709,
      sources: published(
        "human_pp_humansegv2_mobile_192x192",
        argmax: [fastDeploy + "/PP_HumanSegV2_Mobile_192x192_with_argmax_infer.tgz"])),
    CatalogueEntry(
      name: "human-v1-server", task: .human, architecture: "DeepLabV3+, ResNet50-vd",
      inputWidth: 512, inputHeight: 512, publishedMeanIoU: 96.47, parameterBytes: 107_168_917,
      sources: published(
        "human_pp_humansegv1_server_512x512",
        softmax: [
          humanSeg + "/export/deeplabv3p_resnet50_os8_humanseg_512x512_100k_with_softmax.zip"
        ],
        argmax: [
          tests + "/pp_humanseg_server_export_512x512.zip",
          fastDeploy + "/PP_HumanSegV1_Server_with_argmax_infer.tgz",
        ],
        checkpoint: [humanSeg + "/train/deeplabv3p_resnet50_os8_humanseg_512x512_100k.zip"])),
  ]

  private static let releases = "https://paddleseg.bj.bcebos.com/dygraph"
  private static let humanSeg = releases + "/humanseg"
  private static let tests = "https://paddleseg.bj.bcebos.com/tipc/infer_models"
  private static let fastDeploy = "https://bj.bcebos.com/paddlehub/fastdeploy"
  private static let openCVZoo =
    "https://github.com/opencv/opencv_zoo/raw/main/models/human_segmentation_pphumanseg/"
    + "human_segmentation_pphumanseg_2023mar.onnx"

  /// The three archives that PaddleSeg publishes of each network, the usual one first.
  private static func published(
    _ stem: String, folder: String = "", softmax: [String] = [], argmax: [String] = [],
    checkpoint: [String] = []
  ) -> [ModelSource] {
    let start = releases + "/pp_humanseg_v2/" + folder + stem
    return [
      ModelSource(
        kind: .softmax, address: start + "_inference_model_with_softmax.zip",
        alternatives: softmax),
      ModelSource(
        kind: .argmax, address: start + "_inference_model.zip", alternatives: argmax),
      ModelSource(
        kind: .checkpoint, address: start + "_pretrained.zip", alternatives: checkpoint),
    ]
  }
}
