import SilhouetteGraph
import Testing

@Suite("Shapes")
struct ShapeTests {
  @Test(
    "broadcast by NumPy's rule",
    arguments: [
      ([1, 4, 5, 3], [1, 1, 1, 3], [1, 4, 5, 3]), ([4, 5, 3], [3], [4, 5, 3]),
      ([3], [2, 1, 1], [2, 1, 3]), ([1, 4, 1], [5, 1, 6], [5, 4, 6]), ([], [2, 3], [2, 3]),
    ] as [([Int], [Int], [Int])])
  func broadcast(_ a: [Int], _ b: [Int], _ expected: [Int]) {
    #expect(Shape(a).broadcast(with: Shape(b)) == Shape(expected))
    #expect(Shape(b).broadcast(with: Shape(a)) == Shape(expected))
  }

  @Test("that differ beyond repetition do not broadcast")
  func noBroadcast() {
    #expect(Shape([2, 3]).broadcast(with: [2]) == nil)
    #expect(Shape([1, 4, 5, 3]).broadcast(with: [1, 4, 2, 3]) == nil)
  }

  @Test("count their elements, and say where there are none or too many")
  func elementCount() {
    #expect(Shape([]).checkedElementCount == 1)
    #expect(Shape([2, 3, 4]).checkedElementCount == 24)
    #expect(Shape([2, 0, 4]).checkedElementCount == nil)
    #expect(Shape([2, -3, -4]).checkedElementCount == nil)
    #expect(Shape([Shape.maximumElementCount]).checkedElementCount != nil)
    #expect(Shape([Shape.maximumElementCount, 2]).checkedElementCount == nil)
    #expect(Shape([Int.max, Int.max, 2]).checkedElementCount == nil)
  }

  @Test("know their strides and permutations")
  func strides() {
    #expect(Shape([2, 3, 4]).strides == [12, 4, 1])
    #expect(Shape([2, 3, 4]).permuted(by: [2, 0, 1]) == [4, 2, 3])
  }

  @Test(
    "padding of SAME",
    arguments: [
      (224, 3, 2, 1, 0, 1), (225, 3, 2, 1, 1, 1), (16, 5, 2, 1, 1, 2), (7, 1, 3, 1, 0, 0),
      (8, 3, 1, 2, 2, 2), (5, 2, 1, 1, 0, 1), (4, 3, 5, 1, 0, 0),
    ])
  func samePadding(
    _ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ before: Int, _ after: Int
  ) {
    let padding = Padding.same(
      input: Extent2D(input), kernel: Extent2D(kernel), strides: Extent2D(stride),
      dilations: Extent2D(dilation))
    #expect(padding == Padding(top: before, bottom: after, left: before, right: after))
  }
}
