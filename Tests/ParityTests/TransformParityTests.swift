import SilhouetteEvaluation
import SilhouetteGraph
import Testing

/// Against PaddleSeg's own transforms, which resize with OpenCV.
@Suite("PaddleSeg's transforms")
struct TransformParityTests {
  private static let up = PictureTransform.Resize(width: 97, height: 61)
  private static let down = PictureTransform.Resize(width: 31, height: 20)

  static let cases: [(name: String, transform: PictureTransform)] = [
    ("resize_linear_up", .resize(up)),
    ("resize_linear_down", .resize(down)),
    ("resize_nearest_up", .resize(.init(width: 97, height: 61, interpolation: .nearest))),
    ("resize_nearest_down", .resize(.init(width: 31, height: 20, interpolation: .nearest))),
    ("resize_half_linear", .resize(.init(width: 35, height: 23))),
    ("resize_keepratio", .resize(.init(width: 64, height: 48, keepsRatio: true))),
    ("resize_divisor", .resize(.init(width: 50, height: 50, divisor: 32))),
    ("resize_by_short_31", .resizeByShort(31)),
    ("resize_by_short_60_max80", .resizeByShort(60, maximum: 80)),
    ("resize_by_long_51", .resizeByLong(51)),
    ("limit_long_max40", .limitLong(maximum: 40)),
    ("limit_long_min100", .limitLong(minimum: 100)),
    ("padding_80x64", .padding(width: 80, height: 64)),
    ("padding_by_aspect_1", .paddingByAspectRatio(1)),
    ("padding_by_aspect_16_9", .paddingByAspectRatio(16.0 / 9)),
  ]

  @Test("equal theirs", arguments: cases)
  func transforms(name: String, transform: PictureTransform) throws {
    guard let golden = try GoldenArrays("transforms") else { return }
    let picture = try golden.bytes("img_u8")
    var compared = 0
    for (suffix, source) in [
      ("_u8", Picture.bytes(picture)), ("_f32", .floats(picture.map { Float($0) })),
    ] where golden.names.contains(name + suffix) {
      var transformed = TransformedPicture(source, label: try golden.bytes("label"))
      try transformed.apply(transform)
      let expected = try golden.floats(name + suffix)
      let found = transformed.picture.floats
      #expect(found.size == expected.size)
      let distance = Distance(found.values, from: expected.values)
      // The last bit of 8-bit upscaling hangs on OpenCV's vectors.
      let isRounded = suffix == "_u8" && !name.contains("nearest") && !name.contains("padding")
      #expect(distance.largest <= (isRounded ? 1 : 255 * 1e-5), "\(name)\(suffix): \(distance)")
      let label = name + suffix + "_label"
      if golden.names.contains(label) { #expect(transformed.label == (try golden.bytes(label))) }
      compared += 1
    }
    #expect(compared > 0)
  }

  @Test(
    "Normalising equals theirs",
    arguments: [
      ("normalize_default", [0.5], [0.5]),
      ("normalize_imagenet", [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ] as [(String, [Float], [Float])])
  func normalize(name: String, mean: [Float], deviation: [Float]) throws {
    guard let golden = try GoldenArrays("transforms") else { return }
    var transformed = TransformedPicture(.bytes(try golden.bytes("img_u8")))
    try transformed.apply(.normalize(mean: mean, standardDeviation: deviation))
    let expected = try golden.floats(name)
    #expect(Distance(transformed.picture.floats.values, from: expected.values).largest <= 1e-5)
  }

  @Test(
    "The network's input equals theirs in the demo and in val", arguments: ["256x144", "192x192"])
  func compose(size: String) throws {
    guard let golden = try GoldenArrays("transforms") else { return }
    let sides = size.split(separator: "x").compactMap { Int($0) }
    let reversed = try golden.bytes("compose_\(size)_bgr")
    var picture = reversed
    for index in picture.values.indices {
      picture.values[index] = reversed.values[index - index % 3 + 2 - index % 3]
    }
    for (kind, source, tolerance) in [
      // One step of an 8-bit pixel is 2/255.
      ("demo", Picture.bytes(picture), 2.1 / 255),
      ("val", .floats(picture.map { Float($0) }), 1e-5),
    ] {
      var transformed = TransformedPicture(source)
      try transformed.apply(.resize(.init(width: sides[0], height: sides[1])))
      try transformed.apply(.normalize(mean: [0.5], standardDeviation: [0.5]))
      let found = transformed.picture.floats
      let expected = try golden.channelsFirst("compose_\(size)_\(kind)_nchw_sub")
      var sampled: [Float] = []
      for y in stride(from: 0, to: found.height, by: 5) {
        for x in stride(from: 0, to: found.width, by: 5) {
          sampled += found.values[(y * found.width + x) * 3..<(y * found.width + x) * 3 + 3]
        }
      }
      let distance = Distance(sampled, from: expected.values)
      #expect(distance.largest <= tolerance, "\(kind): \(distance)")
    }
  }

  @Test(
    "Logits are brought back as theirs",
    arguments: [
      ("rev_resize_31x47", [.resized(from: RasterSize(width: 47, height: 31))]),
      ("rev_resize_7x9", [.resized(from: RasterSize(width: 9, height: 7))]),
      (
        "rev_resize_padding",
        [
          .resized(from: RasterSize(width: 25, height: 20)),
          .padded(from: RasterSize(width: 15, height: 10)),
        ]
      ),
    ] as [(String, [TransformedPicture.SizeChange])])
  func undo(name: String, history: [TransformedPicture.SizeChange]) throws {
    guard let golden = try GoldenArrays("transforms") else { return }
    let expected = try golden.channelsFirst(name)
    let found = try golden.channelsFirst("rev_logit").undoing(history)
    #expect(found.size == expected.size)
    #expect(Distance(found.values, from: expected.values).largest <= 1e-5)
  }
}
