import CSilhouetteKernels

/// Memory with an input, an output and scratch, each between guard bytes.
struct Int8StepMemory {
  static let guardBytes = 96
  static let guardValue: UInt8 = 0xA5

  let input: Int
  let output: Int
  let outputCount: Int
  let scratch: Int
  let scratchCount: Int
  var bytes: [UInt8]

  /// - Parameter offset: moves everything off alignment.
  init(input: [UInt8], outputCount: Int, scratchCount: Int = 0, offset: Int) {
    self.input = Self.guardBytes + offset
    output = self.input + input.count + Self.guardBytes
    self.outputCount = outputCount
    // Scratch is aligned, as the arena gives it.
    scratch = (output + outputCount + Self.guardBytes + 63) / 64 * 64
    self.scratchCount = scratchCount
    bytes = [UInt8](
      repeating: Self.guardValue, count: scratch + scratchCount + Self.guardBytes)
    bytes.replaceSubrange(self.input..<self.input + input.count, with: input)
  }

  /// The bytes after `units` of a step, in two parts that do not touch each other's work.
  func after(
    _ run: slh_step_function, _ parameters: UnsafeRawPointer, units: Int32
  ) -> Int8StepMemory {
    let arena = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 64)
    defer { arena.deallocate() }
    let misalignment = Int(bitPattern: arena) % 64
    let base = arena + (64 - misalignment) % 64
    base.update(from: bytes, count: bytes.count)
    let half = units / 2
    for (begin, end) in [(half, units), (0, half)] where begin < end {
      run(parameters, base, slh_part(begin: begin, end: end, scratch: base + scratch))
    }
    var result = self
    result.bytes = Array(UnsafeBufferPointer(start: base, count: bytes.count))
    return result
  }

  var result: ArraySlice<UInt8> { bytes[output..<output + outputCount] }

  /// Whether only the output and the scratch differ from `before`.
  func keepsGuards(of before: Int8StepMemory) -> Bool {
    bytes[..<output] == before.bytes[..<output]
      && bytes[(output + outputCount)..<scratch] == before.bytes[(output + outputCount)..<scratch]
      && bytes[(scratch + scratchCount)...] == before.bytes[(scratch + scratchCount)...]
  }
}
