import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@Suite("NumPy arrays")
struct NumPyArrayTests {
  static let shapes: [Shape] = [[], [1], [7], [2, 3], [1, 4, 5, 3]]

  @Test("come back as they were written", arguments: ElementType.allCases, shapes)
  func roundTrip(_ type: ElementType, _ shape: Shape) throws {
    let bytes = (0..<shape.elementCount * type.size).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
    let array = NumPyArray(TensorType(type, shape), bytes: bytes)
    let file = array.file()
    #expect((file.count - bytes.count) % 64 == 0)
    #expect(try NumPyArray(file: file) == array)
  }

  /// A file with `header` as it stands; `version` 2 has a length of four bytes.
  private func file(_ header: String, _ elements: [UInt8] = [], version: UInt8 = 1) -> [UInt8] {
    let length = header.utf8.count
    let lengthBytes = (0..<(version == 1 ? 2 : 4)).map { UInt8(length >> (8 * $0) & 0xFF) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + lengthBytes + Array(header.utf8) + elements
  }

  @Test("are read from headers as NumPy writes them", arguments: [UInt8(1), 2])
  func headers(_ version: UInt8) throws {
    let texts = [
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }          \n",
      "{'shape':(2,2),'fortran_order':False,'descr':'|u1'}",
      "{\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (2, 2)}\n",
    ]
    for text in texts {
      let array = try NumPyArray(file: file(text, [1, 2, 3, 4], version: version))
      #expect(array.type == TensorType(.uint8, [2, 2]))
      #expect(array.bytes == [1, 2, 3, 4])
    }
  }

  @Test("in Fortran order become rows")
  func fortranOrder() throws {
    // Columns (1, 4), (2, 5), (3, 6).
    let header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }"
    #expect(try NumPyArray(file: file(header, [1, 4, 2, 5, 3, 6])).bytes == [1, 2, 3, 4, 5, 6])
    let cube = "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 1, 2), }"
    let words: [Int32] = [0, 10, 1, 11]
    let elements = words.flatMap { word in withUnsafeBytes(of: word) { Array($0) } }
    let expected = ([0, 1, 10, 11] as [Int32]).flatMap { word in
      withUnsafeBytes(of: word) { Array($0) }
    }
    #expect(try NumPyArray(file: file(cube, elements)).bytes == expected)
  }

  @Test(
    "with a header that lies or asks too much are refused",
    arguments: [
      "", "{", "{}", "[]", "{'descr': '|u1'}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), } tail",
      "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }",
      "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
      "{'descr': '|u1', 'fortran_order': Maybe, 'shape': (4,), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (0,), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (-4,), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (4, }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,), }",
      "{'descr': '<i8', 'fortran_order': False, 'shape': (2000000000, 2000000000), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (5,), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': 4, }",
      "{'descr': '|u1, 'fortran_order': False, 'shape': (4,), }",
      "{'descr': __import__('os'), 'fortran_order': False, 'shape': (4,), }",
      "{'secret': '|u1', 'fortran_order': False, 'shape': (4,), }",
    ])
  func hostileHeaders(_ header: String) {
    #expect(throws: FormatError.self) { try NumPyArray(file: file(header, [1, 2, 3, 4])) }
  }

  @Test("of another version, or with a length beyond the file, are refused")
  func lengths() {
    #expect(throws: FormatError.self) { try NumPyArray(file: file("{}", version: 3)) }
    let magic = [0x93] + Array("NUMPY".utf8)
    for rest in [[], [1], [1, 0], [1, 0, 255, 255], [2, 0, 255, 255, 255, 255], [2, 0, 1]] {
      #expect(throws: FormatError.self) {
        try NumPyArray(file: magic + rest.map { UInt8($0) })
      }
    }
  }

  @Test("that are cut short or changed in one byte give an array or an error, never a crash")
  func brokenBytes() {
    let whole = NumPyArray(TensorType(.float32, [2, 3]), bytes: [UInt8](0..<24)).file()
    for length in 0..<whole.count {
      #expect(throws: FormatError.self) { try NumPyArray(file: Array(whole.prefix(length))) }
    }
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      var broken = whole
      broken[Int.random(in: 0..<broken.count, using: &generator)] = .random(
        in: 0...255, using: &generator)
      _ = try? NumPyArray(file: broken)
    }
  }
}
