import CSilhouetteKernels
import SilhouetteRuntime

/// A row operator with random attributes and rows for it, run on any set of kernels.
struct RowKernelCase {
  var attributes = slh_row_operator()
  let vector: Int
  var rows: [GuardedBuffer<Float>?] = []
  var addend: GuardedBuffer<Float>?
  var weights: GuardedBuffer<Float>?
  /// Tables and bias live as long as the case.
  private let constants = Constants()
  var outputCount = 0
  var outputStart = 0
  var y: Int32 = 0
  /// Blocks that one call makes; 0: all.
  var blocksTogether: Int32 = 0
  private var generator: SeededGenerator

  init(vector: Int, seed: UInt64) {
    self.vector = vector
    generator = SeededGenerator(seed: seed)
    attributes.window = 1
    attributes.row_stride = 1
    attributes.row_dilation = 1
    attributes.columns = 1
    attributes.column_stride = 1
    attributes.column_dilation = 1
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }
  mutating func number(_ range: ClosedRange<Int>) -> Int32 {
    Int32.random(in: Int32(range.lowerBound)...Int32(range.upperBound), using: &generator)
  }
  mutating func oneIn(_ count: Int) -> Bool { number(1...count) as Int == 1 }

  mutating func floats(_ count: Int) -> GuardedBuffer<Float> {
    GuardedBuffer<Float>((0..<count).map { _ in float() })
  }

  mutating func float() -> Float { Float.random(in: -1...1, using: &generator) }

  func blocks(_ channels: Int) -> Int { (channels + vector - 1) / vector }

  mutating func activation(simple: Bool) -> slh_activation {
    let kinds = [
      SLH_IDENTITY, SLH_CLAMP, SLH_HARD_SWISH, SLH_LEAKY_RELU, SLH_HARD_SIGMOID, SLH_SIGMOID,
      SLH_TANH, SLH_AFFINE,
    ]
    let kind = kinds[number(0...(simple ? 2 : kinds.count - 1))]
    return slh_activation(kind: kind, a: kind == SLH_CLAMP ? -0.25 : 0.5, b: 0.75)
  }

  /// A picture row: margins, pixels, margins for each block.
  mutating func makeBlockedInput(channels: Int, width: Int, left: Int, right: Int) {
    attributes.input_channels = Int32(channels)
    attributes.input_width = Int32(width)
    attributes.input_pixel = Int64(vector)
    attributes.input_block = Int64((left + width + right) * vector)
    let count = blocks(channels) * (left + width + right) * vector
    let holes = number(0...3) as Int
    for row in 0..<Int(attributes.window) {
      let isOutside = attributes.window > 1 && holes == 0 && row == 0
      rows.append(isOutside ? nil : floats(count))
      guard let floats = rows[row] else { continue }
      for block in 0..<blocks(channels) {
        let start = floats.start + block * Int(attributes.input_block)
        for lane in 0..<left * vector { start[lane] = 0 }
        for lane in 0..<right * vector { start[(left + width) * vector + lane] = 0 }
      }
    }
    inputStart = left * vector
  }
  var inputStart = 0

  mutating func makeDenseInput(channels: Int, width: Int) {
    attributes.input_channels = Int32(channels)
    attributes.input_width = Int32(width)
    attributes.input_pixel = Int64(channels)
    attributes.input_block = Int64(vector)
    for _ in 0..<attributes.window { rows.append(floats(channels * width)) }
  }

  mutating func makeBlockedOutput(channels: Int, width: Int) {
    attributes.output_channels = Int32(channels)
    attributes.width = Int32(width)
    attributes.blocks = Int32(blocks(channels))
    attributes.output_left = number(0...2)
    attributes.output_right = number(0...2)
    let pitch = Int(attributes.output_left) + width + Int(attributes.output_right)
    attributes.output_pixel = Int64(vector)
    attributes.output_block = Int64(pitch * vector)
    outputStart = Int(attributes.output_left) * vector
    outputCount = blocks(channels) * pitch * vector
  }

  mutating func makeAddend() {
    let pitch = Int(attributes.width) + 1
    attributes.addend_pixel = Int64(vector)
    attributes.addend_block = Int64(pitch * vector)
    addend = floats(Int(attributes.blocks) * pitch * vector)
  }

  mutating func makeBias() {
    attributes.bias = keep(floats(Int(attributes.blocks) * vector).elements)
  }

  /// Keeps numbers for as long as the case lives.
  func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
    constants.store(elements)
  }

  func interpolation(_ low: [Int32], _ high: [Int32], _ weight: [Float]) -> slh_interpolation {
    var end: [Int32] = []
    while end.count < low.count {
      let begin = end.count
      let run = low.indices.dropFirst(begin).prefix {
        low[$0] == low[begin] && high[$0] == high[begin]
          && ($0 == begin || weight[$0] - weight[$0 - 1] == weight[begin + 1] - weight[begin])
      }
      end += run.map { _ in Int32(run.endIndex) }
    }
    return slh_interpolation(
      low: keep(low), high: keep(high), weight: keep(weight), end: keep(end))
  }

  /// The output row and the sums, or `nil` where the kernel touched what is not its own.
  func run(_ kernel: slh_row_kernel?, wantsSums: Bool) -> (row: [Float], sums: [Float])? {
    let output = GuardedBuffer<Float>([Float](repeating: 77, count: outputCount))
    let sums = GuardedBuffer<Float>([Float](repeating: 0, count: Int(attributes.blocks) * vector))
    let pointers = rows.map { $0.map { UnsafePointer($0.start + inputStart) } }
    guard let kernel else { return nil }
    withUnsafePointer(to: attributes) { attributes in
      pointers.withUnsafeBufferPointer { rows in
        guard let base = rows.baseAddress else { return }
        var task = slh_row_task(
          rows: base, addend: addend.map { UnsafePointer($0.start) },
          output: output.start + outputStart, weights: weights.map { UnsafePointer($0.start) },
          sums: wantsSums ? sums.start : nil, y: y, block_begin: 0, block_end: 0)
        // As a stage asks for them: all blocks, or some after the other.
        let count = attributes.pointee.blocks
        let together = blocksTogether > 0 ? blocksTogether : max(count, 1)
        repeat {
          task.block_begin = task.block_end
          task.block_end = min(task.block_begin + together, count)
          kernel(attributes, &task)
        } while task.block_end < count
      }
    }
    let others = rows + [addend, weights]
    guard output.isIntact, sums.isIntact, others.allSatisfy({ $0?.isIntact ?? true }) else {
      return nil
    }
    return (output.elements, sums.elements)
  }
}
