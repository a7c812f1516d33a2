import SilhouetteFormats
import SilhouetteGraph

/// Any two files are a valid graph or a typed error. The input is both: the program's length in two
/// bytes, the program, the parameters.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPaddle(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard count >= 2 else { return 0 }
  let length = min(Int(bytes[0]) | Int(bytes[1]) << 8, count - 2)
  let program = Bytes(copying: Array(bytes[2..<2 + length]))
  let parameters = Bytes(copying: Array(bytes[(2 + length)...]))
  _ = try? ModelFile.summary(of: program)
  for inputShape in [nil, [1, 3, 8, 6]] as [[Int]?] {
    do throws(FormatError) {
      let graph = try ModelFile.graph(
        program: program, parameters: parameters, inputShape: inputShape)
      do throws(GraphError) { try graph.validate() } catch {
        fatalError("not valid: \(error.description)")
      }
    } catch {
      _ = error.description
    }
  }
  return 0
}
