import Testing

@testable import SilhouetteFormats

@Suite("Names of a file's tensors")
struct TensorNamesTests {
  @Test("are the values' own, with a number where one is taken or reserved")
  func unique() {
    var names = TensorNames(reserved: ["mask"])
    let given = ["conv", "conv", "conv_2", "conv", "mask", "", ""].map { names.unique($0) }
    #expect(given[0] == "conv")
    #expect(given[1] == "conv_2")
    #expect(given[4] == "mask_2")
    #expect(Set(given).count == given.count)
    #expect(!given.contains("") && !given.contains("mask"))
  }

  @Test("of steps follow the first of the names that a converter joined")
  func scope() {
    #expect(TensorNames.scope(of: "conv2d_1;depthwise_10;Conv2D/y") == "conv2d_1")
    #expect(TensorNames.scope(of: "relu_0.tmp_0") == "relu_0.tmp_0")
    #expect(TensorNames.scope(of: ";") == ";")
    #expect(TensorNames.scope(of: "") == "")
  }
}
