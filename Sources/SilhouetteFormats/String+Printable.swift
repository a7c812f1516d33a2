extension String {
  /// Text of a file, safe to print: bytes that are no UTF-8, and control characters, which could
  /// take over a terminal that a name is printed on, are replaced by U+FFFD.
  init(printable bytes: Slice<UnsafeRawBufferPointer>) {
    var printable = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0: printable.append("\u{FFFD}")
      default: printable.append(scalar)
      }
    }
    self.init(printable)
  }
}
