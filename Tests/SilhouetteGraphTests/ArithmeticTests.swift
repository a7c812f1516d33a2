import SilhouetteGraph
import Testing

@Suite("Counting arithmetic")
struct ArithmeticTests {
  private func count(_ operation: Operator, _ inputs: [Shape]) throws -> [Int] {
    var builder = GraphBuilder()
    let ids = inputs.map { builder.input("input", TensorType(.float32, $0)) }
    _ = try builder.addMany(operation, ids)
    let count = builder.graph.arithmetic()
    return [count.multiplyAdds, count.converterOperations]
  }

  @Test("of convolutions: every output times the weights it sees, and one a bias")
  func convolutions() throws {
    // 6 x 7 outputs of 5 channels, each 3 x 2 x 4 products.
    let products = 6 * 7 * 5 * 3 * 2 * 4
    let shapes: [Shape] = [[1, 8, 8, 4], [5, 3, 2, 4], [5]]
    #expect(
      try count(.convolution(Convolution()), shapes) == [products, 2 * products + 6 * 7 * 5])
    #expect(
      try count(.convolution(Convolution()), Array(shapes.prefix(2))) == [products, 2 * products])
    let depthwise = 8 * 8 * 4
    #expect(
      try count(.convolution(Convolution(groups: 4)), [[1, 8, 8, 4], [4, 1, 1, 1], [4]])
        == [depthwise, 3 * depthwise])
  }

  @Test("of a transposed convolution: every input times the kernel, no bias")
  func transposed() throws {
    let products = 8 * 8 * 4 * 2 * 2 * 3
    #expect(
      try count(
        .transposedConvolution(TransposedConvolution(strides: Extent2D(2))),
        [[1, 8, 8, 4], [3, 2, 2, 4], [3]]) == [products, 2 * products])
  }

  @Test("of everything else: as the converter estimates it")
  func others() throws {
    let shape: Shape = [1, 4, 6, 3]
    #expect(try count(.binary(Binary(.multiply)), [shape, [3]]) == [0, 72])
    #expect(try count(.activation(.sigmoid), [shape]) == [0, 64 * 72])
    #expect(try count(.activation(.hardSwish), [shape]) == [0, 0])
    let window = Extent2D(height: 4, width: 6)
    let average = Pool(.average(countsPadding: false), window: window, strides: window)
    #expect(try count(.pool(average), [shape]) == [0, 72])
    #expect(
      try count(.reduction(Reduction(.mean, axes: [1, 2], keepsAxes: true)), [shape]) == [0, 0])
    #expect(try count(.fullyConnected(FullyConnected()), [[2, 3], [5, 3], [5]]) == [30, 70])
  }
}
