import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

/// Parameters that PaddlePaddle's pickles hold, against the table that they were made from.
@Suite struct CheckpointParityTests {
  @Test(
    "A checkpoint has every array of the table with its names, shape and range",
    .enabled(if: SharedData.isHere),
    arguments: [
      "portrait_pp_humansegv1_lite/model_protocol2.pdparams",
      "human_pp_humansegv1_lite/model_protocol4.pdparams",
    ])
  func table(_ path: String) throws {
    let checkpoint = try Checkpoint(
      pdparams: Bytes(copying: SharedData.bytes("paddle/\(path)")))
    let folder = path.prefix { $0 != "/" }
    let rows = try SharedData.text("paddle/\(folder)/params.tsv").split(separator: "\n").dropFirst(
      2
    )
    .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    let inOrder = rows.sorted { (Int($0[1]) ?? 0) < (Int($1[1]) ?? 0) }
    #expect(checkpoint.names == inOrder.map { $0[3] })
    for row in rows {
      let constant = try #require(checkpoint[row[3]])
      #expect(constant.shape.dimensions == row[4].split(separator: "x").compactMap { Int($0) })
      #expect(constant.elementType == .float32)
      let (low, high) = (try #require(Double(row[7])), try #require(Double(row[8])))
      #expect(constant.floats().allSatisfy { (Float(low)...Float(high)).contains($0) })
      if !row[2].isEmpty, row[2] != "-" {
        #expect(checkpoint.parameterNames[row[3]] == row[2])
      }
    }
  }

  @Test(
    "An element has the bits that the recipe of the table gives", .enabled(if: SharedData.isHere))
  func bits() throws {
    let file = try SharedData.bytes("paddle/portrait_pp_humansegv1_lite/model_protocol2.pdparams")
    let checkpoint = try Checkpoint(pdparams: Bytes(copying: file))
    #expect(checkpoint["conv_bn0._conv.weight"]?.floats().first?.bitPattern == 0x3E6F_3E12)
  }
}
