import SilhouetteFormats
import SilhouetteGraph

/// Any bytes are a valid graph or a typed error, never a trap, endless work or endless
/// memory. What is read is also written, in every format, and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzModelFile(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Bytes(copying: Array(UnsafeBufferPointer(start: data, count: count)))
  _ = try? ModelFile.summary(of: bytes)
  for inputShape in [nil, [1, 3, 8, 6]] as [[Int]?] {
    do throws(FormatError) {
      let graph = try ModelFile.graph(from: bytes, inputShape: inputShape)
      requireValid(graph)
      // Constants may be shared in a file; written out they would not be.
      let size = graph.values.reduce(0) { $0 + ($1.constant?.elementCount ?? 0) }
      if size < 1 << 20 {
        writeAndRead(graph, TFLiteWriter.bytes)
        writeAndRead(graph, ONNXWriter.bytes)
      }
    } catch {
      _ = error.description
    }
  }
  return 0
}

private func requireValid(_ graph: Graph) {
  do throws(GraphError) { try graph.validate() } catch {
    fatalError("not valid: \(error.description)")
  }
}

/// What a writer takes the reader must take too.
private func writeAndRead(
  _ graph: Graph, _ write: (Graph, ElementType) throws(FormatError) -> [UInt8]
) {
  let written: [UInt8]
  do throws(FormatError) {
    written = try write(graph, .float32)
  } catch {
    return  // some graphs have no such file
  }
  do throws(FormatError) {
    _ = try ModelFile.graph(from: Bytes(copying: written))
  } catch {
    fatalError("not read again: \(error.description)")
  }
}
