import Silhouette

// A frame as a camera hands it over: blue, green, red, alpha, and rows that end in a gap.
let (width, height, stride) = (640, 480, 2_816)
var frame = [UInt8](repeating: 255, count: stride * height)
for y in 0..<height {
  for x in 0..<width {
    let head = (x - 320) * (x - 320) + (y - 170) * (y - 170) < 8_000
    let body = y > 250 && abs(x - 320) < 90 + (y - 250) / 2
    let color: [UInt8] = head ? [120, 150, 205] : body ? [90, 40, 30] : [150, UInt8(y / 2), 90]
    for channel in 0..<3 { frame[y * stride + x * 4 + channel] = color[channel] }
  }
}

do {
  let segmenter = try Segmenter(.general)
  try frame.withUnsafeMutableBytes { bytes in
    guard let base = bytes.baseAddress else { return }
    let pixels = MutablePixelView(
      base: base, width: width, height: height, stride: stride, format: .bgra8)

    let matte = try segmenter.matte(of: pixels.readOnly)
    let person = try matte.cutout(of: pixels.readOnly)
    try matte.composite(over: .blur(radius: 0.03), into: pixels)

    print("cut-out: \(person.width)x\(person.height), \(person.format), straight alpha")
    print("person: \(Int(matte.personShare * 100)) % of the picture")
    print("confidence: \(matte.confidence)")
  }
} catch {
  print("error: \(error)")
}
