import SilhouetteFormats
import SilhouetteGraph

/// A `.pdparams` file as Paddle writes it: a pickle of protocol 4 without memos.
public enum PaddleCheckpointFile {
  /// - Parameter checkpoint: of float32 tensors alone.
  public static func bytes(of checkpoint: Checkpoint) -> [UInt8] {
    let entries = checkpoint.tensors.flatMap { name, constant in
      text(name) + array(constant.floats(), constant.shape.dimensions)
    }
    return [0x80, 4, emptyDictionary, mark] + entries + [setItems, stop]
  }

  private static let (mark, stop, reduce, build) = (
    UInt8(ascii: "("), UInt8(ascii: "."), UInt8(ascii: "R"), UInt8(ascii: "b")
  )
  private static let (emptyDictionary, setItems, tuple) = (
    UInt8(ascii: "}"), UInt8(ascii: "u"), UInt8(ascii: "t")
  )
  private static let (no, yes, none) = (UInt8(0x89), UInt8(0x88), UInt8(ascii: "N"))

  /// `_reconstruct(ndarray, (0,), b'b')`, then its state: version, shape, type, order, data.
  private static func array(_ elements: [Float], _ extents: [Int]) -> [UInt8] {
    let empty =
      global("numpy.core.multiarray", "_reconstruct") + [mark] + global("numpy", "ndarray")
      + [mark] + integer(0) + [tuple] + data([UInt8(ascii: "b")]) + [tuple, reduce]
    let shape = [mark] + extents.flatMap { integer($0) } + [tuple]
    let contents = elements.flatMap { element in
      withUnsafeBytes(of: element.bitPattern.littleEndian) { Array($0) }
    }
    return empty + [mark] + integer(1) + shape + float32 + [no] + data(contents) + [tuple, build]
  }

  /// `dtype('f4', False, True)`, little-endian.
  private static let float32: [UInt8] =
    global("numpy", "dtype") + [mark] + text("f4") + [no, yes, tuple, reduce]
    + [mark] + integer(3) + text("<") + [none, none, none] + integer(-1) + integer(-1)
    + integer(0) + [tuple, build]

  private static func global(_ module: String, _ name: String) -> [UInt8] {
    Array("c\(module)\n\(name)\n".utf8)
  }

  private static func text(_ text: String) -> [UInt8] {
    [UInt8(ascii: "X")] + fourBytes(text.utf8.count) + Array(text.utf8)
  }

  private static func data(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8(ascii: "B")] + fourBytes(bytes.count) + bytes
  }

  private static func integer(_ value: Int) -> [UInt8] { [UInt8(ascii: "J")] + fourBytes(value) }

  private static func fourBytes(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: Int32(truncatingIfNeeded: value).littleEndian) { Array($0) }
  }
}
