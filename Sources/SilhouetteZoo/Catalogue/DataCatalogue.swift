/// Pictures, videos and lists to try things on, which `silhouette data` fetches.
package struct DataEntry: Hashable, Sendable {
  package let name: String
  package let description: String
  /// nil where none is published.
  package let address: String?
  /// How to come by it without an address, or what to know before using it.
  package let remark: String

  package var isArchive: Bool { address.map { $0.hasSuffix(".zip") } ?? false }
}

package enum DataCatalogue {
  package static func entry(named name: String) -> DataEntry? {
    entries.first { $0.name == name }
  }

  /// From PaddleSeg's `contrib/PP-HumanSeg/src/download_data.py` and the paper's page; the list from
  /// NXP's eIQ Model Zoo.
  package static let entries: [DataEntry] = [
    DataEntry(
      name: "demo-pictures", description: "PP-HumanSeg's demo pictures and backgrounds",
      address: "https://paddleseg.bj.bcebos.com/dygraph/pp_humanseg_v2/images.zip", remark: ""),
    DataEntry(
      name: "demo-videos", description: "PP-HumanSeg's demo videos",
      address: "https://paddleseg.bj.bcebos.com/dygraph/pp_humanseg_v2/videos.zip", remark: ""),
    DataEntry(
      name: "mini-supervisely", description: "pictures with labels: train, val and test lists",
      address: "https://paddleseg.bj.bcebos.com/humanseg/data/mini_supervisely.zip", remark: ""),
    DataEntry(
      name: "calibration-list",
      description: "names of the 68 pictures that NXP calibrated its INT8 model on",
      address: "https://raw.githubusercontent.com/NXP/eiq-model-zoo/"
        + "386e32f46cb78855834f7d859ab1592a74da7558/tasks/vision/semantic-segmentation/"
        + "selfie-segmenter/data/calib_images_list.txt",
      remark: "pictures: COCO val2017 at cocodataset.org, various licences"),
    DataEntry(
      name: "pp-humanseg14k", description: "pictures of video conferences with labels",
      address: nil,
      remark: "no address: ask paddleseg@baidu.com from an official address"),
  ]
}
