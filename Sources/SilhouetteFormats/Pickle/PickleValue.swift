import SilhouetteGraph

/// What lies on the unpickler's stack. Containers are numbers of entries in ``PickleHeap``, so that
/// a value is small, shared as Python shares it, and nests without recursion.
enum PickleValue: Hashable, Sendable {
  case none
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  /// UTF-8 in the file.
  case text(Range<Int>)
  /// Bytes in the file.
  case bytes(Range<Int>)
  /// Bytes that were written as text and had to be decoded: an entry of the heap's `decoded`.
  case decoded(Int)
  case global(PickleGlobal)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case elementType(Int)
  case array(Int)
}

/// Everything that a pickle refers to by number.
struct PickleHeap {
  struct Entry {
    let key: PickleValue
    let value: PickleValue
  }

  /// NumPy's dtype; its byte order comes in a second step.
  struct DataType {
    let elementType: ElementType
    var isLittleEndian = true
  }

  var decoded: [Bytes] = []
  var tuples: [[PickleValue]] = []
  var lists: [[PickleValue]] = []
  var dictionaries: [[Entry]] = []
  var elementTypes: [DataType] = []
  /// `nil` between the two steps in which NumPy's arrays are made.
  var arrays: [Constant?] = []
}

/// The only functions that a pickle of arrays names. None of them is called: what they would make is
/// built here.
enum PickleGlobal: Hashable, Sendable {
  /// `numpy.core.multiarray._reconstruct`: an array without contents.
  case reconstruct
  /// `numpy.core.multiarray.scalar`: a number with its type.
  case scalar
  /// `numpy.ndarray`
  case array
  /// `numpy.dtype`
  case elementType
  /// `_codecs.encode`: protocol 2 writes bytes as text of U+0000…U+00FF.
  case encode
  /// `__builtin__.bytes`: protocol 2 writes no bytes at all as a call without arguments.
  case bytes

  init?(module: String, name: String) {
    switch (module, name) {
    case ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"):
      self = .reconstruct
    case ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar"): self = .scalar
    case ("numpy", "ndarray"): self = .array
    case ("numpy", "dtype"): self = .elementType
    case ("_codecs", "encode"): self = .encode
    case ("__builtin__", "bytes"), ("builtins", "bytes"): self = .bytes
    default: return nil
    }
  }
}
