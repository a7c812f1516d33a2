import SilhouetteGraph
import Synchronization
import Testing

@Suite("Constants")
struct ConstantTests {
  @Test("are read through their permutation, and through one after another")
  func permutation() {
    let constant = Constant([0, 1, 2, 3, 4, 5] as [Float], shape: [2, 3])
    let transposed = constant.transposed(by: [1, 0])
    #expect(transposed.shape == [3, 2])
    #expect(transposed.floats() == [0, 3, 1, 4, 2, 5])
    #expect(transposed.transposed(by: [1, 0]).floats() == [0, 1, 2, 3, 4, 5])

    let cube = Constant((0..<24).map { Int32($0) }, shape: [2, 3, 4])
    let turned = cube.transposed(by: [2, 0, 1]).transposed(by: [1, 2, 0])
    #expect(turned.shape == [2, 3, 4])
    #expect(turned.integers() == Array(0..<24))
    // Element [c, a, b] of the turned cube is element [a, b, c] of the first.
    let expected = (0..<24).map { ($0 / 6) + 4 * ($0 % 3) + 12 * ($0 / 3 % 2) }
    #expect(cube.transposed(by: [2, 0, 1]).integers() == expected)
  }

  @Test("of every element type keep their numbers")
  func elementTypes() {
    #expect(Constant([-128, 127] as [Int8], shape: [2]).integers() == [-128, 127])
    #expect(Constant([Int32.min, 7] as [Int32], shape: [2]).floats() == [-0x1p31, 7])
    #expect(Constant(halving: [0.1, -65504], shape: [2]).floats() == [0x1.998p-4, -65504])
    let bytes = Bytes(copying: [Int64.min, -2, 3])
    let wide = Constant(storage: bytes, offset: 8, elementType: .int64, storedShape: [2])
    #expect(wide.integers() == [-2, 3])
    let unsigned = Constant(
      storage: Bytes(copying: [1, 200] as [UInt8]), offset: 0, elementType: .uint8,
      storedShape: [2])
    #expect(unsigned.integers() == [1, 200])
    #expect(Constant([0.5], shape: []).integers() == [])
  }

  @Test("may begin at an odd byte")
  func unaligned() {
    var bytes: [UInt8] = [9]
    withUnsafeBytes(of: Float(1.25)) { bytes += $0 }
    let constant = Constant(
      storage: Bytes(copying: bytes), offset: 1, elementType: .float32, storedShape: [])
    #expect(constant.floats() == [1.25])
  }

  @Test("keep their owner alive, which is released once")
  func lifetime() {
    final class Counter: Sendable { let count = Atomic(0) }
    let releases = Counter()
    do {
      var constant: Constant?
      do {
        let owner = Bytes(
          base: UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 4, alignment: 4)),
          count: 4
        ) { base, _ in
          UnsafeMutableRawPointer(mutating: base).deallocate()
          releases.count.add(1, ordering: .relaxed)
        }
        constant = Constant(storage: owner, offset: 0, elementType: .float32, storedShape: [1])
      }
      let copy = constant?.transposed(by: [0])
      constant = nil
      #expect(copy?.floats().count == 1)
      #expect(releases.count.load(ordering: .relaxed) == 0)
      withExtendedLifetime(copy) {}
    }
    #expect(releases.count.load(ordering: .relaxed) == 1)
  }
}
