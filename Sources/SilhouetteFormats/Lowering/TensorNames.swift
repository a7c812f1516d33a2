/// Gives the tensors of a file their names. Those of a graph's values may be empty or the same; in a
/// file each stands once.
struct TensorNames {
  private var uses: [String: Int] = [:]

  /// What steps within a value are called after: TensorFlow's converter joins the names of all that
  /// it fused, `conv2d_1;depthwise_10;Conv2D`.
  static func scope(of name: String) -> String {
    let first = name.utf8.split(separator: UInt8(ascii: ";")).first
    return first.map { String(decoding: $0, as: UTF8.self) } ?? name
  }

  /// - Parameter reserved: names of inputs and outputs, which stay as they are.
  init(reserved: [String]) {
    for name in reserved { uses[name] = 1 }
  }

  /// The name itself, or with a number behind it if it is taken.
  mutating func unique(_ name: String) -> String {
    let name = name.isEmpty ? "tensor" : name
    var candidate = name
    while uses[candidate] != nil {
      let count = (uses[name] ?? 0) + 1
      uses[name] = count
      candidate = "\(name)_\(count)"
    }
    uses[candidate] = 1
    return candidate
  }
}
