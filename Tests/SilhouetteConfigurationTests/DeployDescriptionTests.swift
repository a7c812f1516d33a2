import SilhouetteGraph
import Testing

@testable import SilhouetteConfiguration

@Suite("deploy.yaml")
struct DeployDescriptionTests {
  private func description(_ text: String) throws -> DeployDescription {
    try DeployDescription(yaml: text, name: "deploy.yaml")
  }

  private func error(_ text: String) -> String? {
    do throws(ConfigurationError) {
      _ = try DeployDescription(yaml: text, name: "deploy.yaml")
      return nil
    } catch { return error.description }
  }

  private func deploy(_ lines: String) -> String {
    "Deploy:\n  model: m.pdmodel\n  params: m.pdiparams\n" + lines
  }

  @Test("The old form has files and transforms alone")
  func oldForm() throws {
    let found = try description(
      deploy("  transforms:\n  - target_size: [398, 224]\n    type: Resize\n  - type: Normalize\n"))
    #expect(found.program == "m.pdmodel")
    #expect(found.parameters == "m.pdiparams")
    #expect(found.inputShape == nil)
    #expect(found.outputOperation == nil)
    #expect(found.inputSize.map { [$0.width, $0.height] } == [398, 224])
    #expect(found.preprocessing == .symmetric)
    #expect(found.isSizeOpen)
  }

  @Test("Open extents are null or -1", arguments: ["null", "-1"])
  func openShape(_ open: String) throws {
    let found = try description(
      deploy("  input_shape: [\(open), 3, \(open), \(open)]\n  output_op: argmax\n"))
    #expect(found.inputShape == [nil, 3, nil, nil])
    #expect(found.outputOperation == .argmax)
    #expect(found.inputSize == nil)
    #expect(found.isSizeOpen)
  }

  @Test("A fixed shape comes before the transforms")
  func fixedShape() throws {
    let found = try description(
      deploy(
        "  input_shape: [1, 3, 192, 256]\n  transforms: [{type: Resize, target_size: [9, 9]}]"))
    #expect(found.inputSize.map { [$0.width, $0.height] } == [256, 192])
    #expect(!found.isSizeOpen)
  }

  @Test("Mean and deviation are one number or three")
  func normalization() throws {
    let found = try description(
      deploy("  transforms: [{type: Normalize, mean: [0.1, 0.2, 0.3], std: 0.25}]"))
    #expect(
      found.preprocessing
        == Preprocessing(mean: [0.1, 0.2, 0.3], standardDeviation: [0.25, 0.25, 0.25]))
  }

  @Test("Every transform that is known is read")
  func transforms() throws {
    let found = try description(
      deploy(
        """
          transforms:
          - {type: Resize, target_size: [8, 4], keep_ratio: true, size_divisor: 32}
          - {type: Padding, target_size: [8, 4]}
          - {type: PaddingByAspectRatio, aspect_ratio: 1.5}
          - {type: LimitLong, max_long: 9}
          - {type: ResizeByLong, long_size: 7}
          - {type: ResizeByShort, short_size: 6, max_size: 60}
        """))
    #expect(
      found.transforms == [
        .resize(.init(width: 8, height: 4, keepsRatio: true, divisor: 32)),
        .padding(width: 8, height: 4),
        .paddingByAspectRatio(1.5), .limitLong(maximum: 9, minimum: nil), .resizeByLong(7),
        .resizeByShort(6, maximum: 60),
      ])
  }

  @Test(
    "What is missing or makes no sense is named",
    arguments: [
      ("a: 1", "Deploy: is missing"), ("DEPLOY: {MODEL_FILENAME: x}", "export it again"),
      ("Deploy: {model: a}", "Deploy.params: is missing"),
      ("Deploy: {model: ../a, params: b}", "Deploy.model: not the name of a file"),
      ("Deploy: {model: /etc/a, params: b}", "Deploy.model"),
      ("Deploy: {model: 'a\\b', params: b}", "Deploy.model"),
      ("Deploy: {model: 1, params: b}", "Deploy.model: not a word"),
      ("Deploy: {model: a, params: b, transforms: [{type: RandomBlur}]}", "RandomBlur"),
      ("Deploy: {model: a, params: b, transforms: [{}]}", "Deploy.transforms[0].type: is missing"),
      (
        "Deploy: {model: a, params: b, transforms: [{type: Normalize, mean: [1, 2]}]}",
        "Deploy.transforms[0].mean"
      ),
      ("Deploy: {model: a, params: b, transforms: [{type: Normalize, std: 0}]}", "std"),
      (
        "Deploy: {model: a, params: b, transforms: [{type: Resize, target_size: 5}]}", "target_size"
      ),
      ("Deploy: {model: a, params: b, input_shape: [1, 3]}", "input_shape"),
      ("Deploy: {model: a, params: b, input_shape: [1, 3, 0, -2]}", "input_shape"),
      ("Deploy: {model: a, params: b, output_op: sigmoid}", "sigmoid"),
    ])
  func refused(_ text: String, _ cause: String) {
    let found = error(text)
    #expect(found?.contains(cause) == true, "\(found ?? "read")")
  }
}
