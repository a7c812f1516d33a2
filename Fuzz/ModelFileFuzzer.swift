import SilhouetteFormats
import SilhouetteGraph

/// Any bytes are a valid graph or a typed error, never a trap, endless work or endless
/// memory. What is read is also written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzModelFile(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Bytes(copying: Array(UnsafeBufferPointer(start: data, count: count)))
  do throws(FormatError) {
    let graph = try ModelFile.graph(from: bytes)
    // Constants may be shared in a file; written out they would not be.
    let size = graph.values.reduce(0) { $0 + ($1.constant?.elementCount ?? 0) }
    if size < 1 << 20 { writeAndRead(graph) }
  } catch {
    _ = error.description
  }
  return 0
}

/// What the writer takes the reader must take too.
private func writeAndRead(_ graph: Graph) {
  let written: [UInt8]
  do throws(FormatError) {
    written = try TFLiteWriter.bytes(of: graph, weights: .float32)
  } catch {
    return  // some graphs have no such file
  }
  do throws(FormatError) {
    _ = try ModelFile.graph(from: Bytes(copying: written))
  } catch {
    fatalError("not read again: \(error.description)")
  }
}
