import SilhouetteTestSupport
import Testing

/// The fill rule that weights and inputs of the reference exports are made by, at the points its
/// README gives.
@Suite struct PaddleReferenceTests {
  @Test("Weights follow from their names")
  func weights() throws {
    guard SharedData.isHere else { return }
    #expect(
      try element(0, of: "conv_bn0._conv.weight", in: "portrait_pp_humansegv1_lite") == 0x3E6F_3E12)
    #expect(
      try element(3, of: "backbone.features.0.bn.weight", in: "human_pp_humansegv2_mobile")
        == 0x3F8C_0170)
    #expect(
      try element(1, of: "head.decoder.conv.bias", in: "human_pp_humansegv1_server")
        == 0x3D9D_02B2)
  }

  private func element(_ index: Int, of name: String, in model: String) throws -> UInt32 {
    let reference = try PaddleReference(model)
    let parameter = try #require(reference.parameters.first { $0.stateName == name })
    return reference.elements(of: parameter)[index].bitPattern
  }

  @Test("Inputs follow from the network's name")
  func inputs() throws {
    guard SharedData.isHere else { return }
    let reference = try PaddleReference("portrait_pp_humansegv1_lite")
    let input = reference.input("input", height: 224, width: 398)
    #expect(input.count == 3 * 224 * 398)
    #expect(input[0].bitPattern == 0xBDFF_2138)
    #expect(input[1] == 0x1.afbbdcp-3)
    #expect(input[(224 + 100) * 398 + 200] == 0x1.8a985cp-3)
    #expect(input[(2 * 224 + 223) * 398 + 397] == -0x1.0a21ccp-2)
  }
}
