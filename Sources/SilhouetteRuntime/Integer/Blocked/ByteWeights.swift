import CSilhouetteKernels
import SilhouetteGraph

/// Weights of an int8 convolution, `[output channel][row][column][input channel]`, and what blocked
/// kernels want of them.
struct ByteWeights {
  private let numbers: [Int]
  private let biases: [Int]
  private let shape: Shape
  private let zeroPoint: Int
  private let byteOffset: Int
  /// The largest sum of each output channel, whatever comes in.
  let magnitudes: [Int64]

  struct Packed {
    let weights: UnsafePointer<Int8>
    let bias: UnsafePointer<Int32>
    let taps: UnsafePointer<Int32>
    let tapCount: Int
    /// Taps of a row of a depthwise kernel.
    var groups = 1
  }

  private static let block = Int(SLH_INT8_BLOCK)

  /// - Parameter byteOffset: what kernels take off each byte before they multiply.
  init(_ quantized: QuantizedNode, zeroPoint: Int, byteOffset: Int32) {
    shape = quantized.inputs[1].shape
    numbers = quantized.constantIntegers(1)
    let constant = quantized.constantIntegers(2)
    biases = constant.isEmpty ? [Int](repeating: 0, count: shape[0]) : constant
    self.zeroPoint = zeroPoint
    self.byteOffset = Int(byteOffset)
    let taps = numbers.count / shape[0]
    var magnitudes: [Int64] = []
    for (output, bias) in biases.enumerated() {
      var magnitude = Int64(bias.magnitude)
      for weight in numbers[output * taps..<(output + 1) * taps] {
        magnitude += 255 * Int64(weight.magnitude)
      }
      magnitudes.append(magnitude)
    }
    self.magnitudes = magnitudes
  }

  /// Products in each output.
  var taps: Int { numbers.count / shape[0] }

  /// A kernel of one row and column.
  var isSinglePlace: Bool { shape[1] == 1 && shape[2] == 1 }

  private func weight(_ output: Int, _ row: Int, _ column: Int, _ channel: Int) -> Int {
    numbers[((output * shape[1] + row) * shape[2] + column) * shape[3] + channel]
  }

  /// The bias of an output less what bytes have more than numbers less their zero point:
  /// `Σ (q − z) · w + bias = Σ (q + 128 − offset) · w + bias − (z + 128 − offset) · Σ w`.
  private func bias(_ output: Int, sumOfWeights: Int) -> Int32 {
    Int32(truncatingIfNeeded: biases[output] - (zeroPoint + 128 - byteOffset) * sumOfWeights)
  }

  /// `[block][kernel row][kernel column][four input channels][16 output channels][4]`.
  func packed(
    for picture: BytePicture, dilations: Extent2D, in memory: ProgramMemory
  ) -> Packed {
    let block = ByteWeights.block
    let quads = (shape[3] + 3) / 4
    let tapCount = shape[1] * shape[2] * quads
    var taps: [Int32] = []
    for row in 0..<shape[1] {
      for column in 0..<shape[2] {
        for quad in 0..<quads {
          let (number, rest) = (quad * 4).quotientAndRemainder(dividingBy: picture.pixel)
          taps.append(
            Int32(
              row * dilations.height * picture.rowPitch + number * picture.blockPitch
                + column * dilations.width * picture.pixel + rest))
        }
      }
    }
    let blocks = (shape[0] + block - 1) / block
    let weights = memory.allocate(Int8.self, count: blocks * tapCount * block * 4)
    let bias = memory.allocate(Int32.self, count: blocks * block)
    for output in 0..<shape[0] {
      let (number, lane) = output.quotientAndRemainder(dividingBy: block)
      var sum = 0
      for place in 0..<shape[1] * shape[2] {
        for channel in 0..<shape[3] {
          let weight = numbers[(output * shape[1] * shape[2] + place) * shape[3] + channel]
          let tap = place * quads + channel / 4
          weights[((number * tapCount + tap) * block + lane) * 4 + channel % 4] = Int8(weight)
          sum += weight
        }
      }
      bias[output] = self.bias(output, sumOfWeights: sum)
    }
    return Packed(
      weights: UnsafePointer(weights), bias: UnsafePointer(bias), taps: memory.store(taps),
      tapCount: tapCount)
  }

  /// `[block][kernel row][four kernel columns][16 channels][4]`.
  func packedDepthwise(for picture: BytePicture, in memory: ProgramMemory) -> Packed {
    let block = ByteWeights.block
    let quads = (shape[2] + 3) / 4
    let tapCount = shape[1] * quads
    var taps: [Int32] = []
    for row in 0..<shape[1] {
      for quad in 0..<quads {
        taps.append(Int32(row * picture.rowPitch + quad * 4 * picture.pixel))
      }
    }
    let weights = memory.allocate(Int8.self, count: picture.blocks * tapCount * block * 4)
    let bias = memory.allocate(Int32.self, count: picture.blocks * block)
    for channel in 0..<shape[0] {
      let (number, lane) = channel.quotientAndRemainder(dividingBy: block)
      var sum = 0
      for row in 0..<shape[1] {
        for column in 0..<shape[2] {
          let weight = self.weight(channel, row, column, 0)
          let tap = row * quads + column / 4
          weights[((number * tapCount + tap) * block + lane) * 4 + column % 4] = Int8(weight)
          sum += weight
        }
      }
      bias[channel] = self.bias(channel, sumOfWeights: sum)
    }
    return Packed(
      weights: UnsafePointer(weights), bias: UnsafePointer(bias), taps: memory.store(taps),
      tapCount: tapCount, groups: quads)
  }

  /// Of a kernel of 2×2 places and one output channel: `[four input channels][4 times][4 places][4]`.
  func packedPlaces(for picture: BytePicture, in memory: ProgramMemory) -> Packed {
    let tapCount = picture.blocks * 4
    var taps: [Int32] = []
    for tap in 0..<tapCount { taps.append(Int32(tap / 4 * picture.blockPitch)) }
    let weights = memory.allocate(Int8.self, count: tapCount * 64)
    let bias = memory.allocate(Int32.self, count: 16)
    for lane in 0..<16 {
      let place = lane % 4
      var sum = 0
      for channel in 0..<shape[3] {
        let weight = self.weight(0, place / 2, place % 2, channel)
        weights[channel / 4 * 64 + lane * 4 + channel % 4] = Int8(weight)
        sum += weight
      }
      bias[lane] = self.bias(0, sumOfWeights: sum)
    }
    return Packed(
      weights: UnsafePointer(weights), bias: UnsafePointer(bias), taps: memory.store(taps),
      tapCount: tapCount)
  }
}
