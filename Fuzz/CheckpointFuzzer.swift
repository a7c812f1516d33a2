import SilhouetteFormats
import SilhouetteGraph

/// Any bytes are a checkpoint whose parameters can be read, a NumPy array that comes back as it
/// was, or a typed error.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCheckpoint(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  if let array = try? NumPyArray(file: bytes) {
    precondition((try? NumPyArray(file: array.file())) == array)
  }
  do throws(FormatError) {
    let checkpoint = try Checkpoint(pdparams: Bytes(copying: bytes))
    for name in checkpoint.names {
      guard let constant = checkpoint[name] else { fatalError("'\(name)' is lost") }
      // No array is larger than the file that holds it.
      precondition(constant.elementCount <= count)
      if constant.elementType.isFloatingPoint { _ = constant.floats() }
    }
  } catch {
    _ = error.description
  }
  return 0
}
