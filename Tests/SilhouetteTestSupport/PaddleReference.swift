import SilhouetteGraph

/// One of the exported networks in `paddle/` of ``SharedData``. Its weights and inputs are not
/// stored: they follow from their names by the fill rule of the README there.
public struct PaddleReference: Sendable {
  /// One tensor of the checkpoint.
  public struct Parameter: Sendable {
    /// Its place in `.pdiparams`; `nil` if the exported program does not use it.
    public let fileIndex: Int?
    /// Its place in the checkpoint.
    public let stateIndex: Int
    public let exportName: String
    public let stateName: String
    public let shape: Shape
    fileprivate let range: ClosedRange<Double>
  }

  /// The folder's name.
  public let model: String
  public let tag: String
  /// In the checkpoint's order.
  public let parameters: [Parameter]

  public init(_ model: String) throws {
    let lines = try SharedData.text("paddle/\(model)/params.tsv").split(separator: "\n")
    self.model = model
    tag = String(lines[0].split(separator: "\t")[1])
    let columns = Self.columns(of: lines[1])
    parameters = try lines.dropFirst(2).map { try Parameter($0, columns: columns) }
      .sorted { $0.stateIndex < $1.stateIndex }
  }

  /// A file of the reference's folder.
  public func bytes(_ path: String) throws -> [UInt8] {
    try SharedData.bytes("paddle/\(model)/\(path)")
  }

  public func elements(of parameter: Parameter) -> [Float] {
    let (low, high) = (parameter.range.lowerBound, parameter.range.upperBound)
    return Self.fractions(
      "\(tag)/\(parameter.stateName)", count: parameter.shape.elementCount
    ) { Float(low + (high - low) * $0) }
  }

  /// The checkpoint in its own order, with the extents that Paddle gives (`[out, in, rows, columns]`).
  public func checkpoint() -> [(name: String, constant: Constant)] {
    parameters.map { ($0.stateName, Constant(elements(of: $0), shape: $0.shape)) }
  }

  /// The file of parameters that belongs to the exported programs, as Paddle writes it.
  public func exportedParameters() -> [UInt8] {
    let exported = parameters.filter { $0.fileIndex != nil }
      .sorted { ($0.fileIndex ?? 0) < ($1.fileIndex ?? 0) }
    return exported.reduce(into: []) { bytes, parameter in
      bytes += PaddleTensorFile.bytes(
        of: elements(of: parameter), dimensions: parameter.shape.dimensions)
    }
  }

  /// The input of a recorded output: `input`, `dyn1` or `dyn2`, as `[count, 3, height, width]`.
  public func input(_ name: String, count: Int = 1, height: Int, width: Int) -> [Float] {
    let (rows, columns) = ((height + 15) / 16, (width + 15) / 16)
    let key = "\(model)/\(name)"
    let blocks = Self.fractions("\(key)#block", count: count * 3 * rows * columns) { $0 }
    let noise = Self.fractions("\(key)#noise", count: count * 3 * height * width) { $0 }
    var result: [Float] = []
    result.reserveCapacity(noise.count)
    for plane in 0..<count * 3 {
      for y in 0..<height {
        for x in 0..<width {
          let block = blocks[(plane * rows + y / 16) * columns + x / 16]
          result.append(
            Float(0.75 * (2 * block - 1) + 0.25 * (2 * noise[result.count] - 1)))
        }
      }
    }
    return result
  }

  /// The first numbers of a key's sequence, in `0..<1` with 24 bits.
  private static func fractions<Element>(
    _ key: String, count: Int, _ transform: (Double) -> Element
  ) -> [Element] {
    // FNV-1a
    var seed: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in transform(Double(generator.next() >> 40) / 16_777_216) }
  }

  private static func columns(of header: Substring) -> [String: Int] {
    var columns: [String: Int] = [:]
    for (index, name) in header.split(separator: "\t").enumerated() {
      columns[String(name)] = index
    }
    return columns
  }
}

extension PaddleReference.Parameter {
  fileprivate init(_ line: Substring, columns: [String: Int]) throws {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    func field(_ name: String) throws -> String {
      guard let column = columns[name], column < fields.count else {
        throw PaddleReferenceError.missingColumn(name)
      }
      return String(fields[column])
    }
    fileIndex = Int(try field("file_index"))
    stateIndex = Int(try field("state_index")) ?? 0
    exportName = try field("export_name")
    stateName = try field("state_name")
    shape = Shape(try field("shape").split(separator: "x").compactMap { Int($0) })
    range = (Double(try field("lo")) ?? 0)...(Double(try field("hi")) ?? 0)
  }
}

/// A table that is not as its README says.
public enum PaddleReferenceError: Error {
  case missingColumn(String)
}
