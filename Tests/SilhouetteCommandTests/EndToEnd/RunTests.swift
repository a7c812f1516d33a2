import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

@testable import SilhouetteCommand

@Suite("run")
struct RunTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func run(_ arguments: String..., input: Data = Data()) throws -> Program.Outcome {
    try Program.run(["run"] + arguments, in: folder.url, input: input)
  }

  private func write(_ tensor: Tensor, to name: String) throws {
    try folder.write(NumPyArray(tensor.type, bytes: tensor.bytes).file(), to: name)
  }

  private func read(_ name: String) throws -> Tensor {
    let array = try NumPyArray(file: folder.bytes(of: name))
    return Tensor(array.type, bytes: array.bytes)
  }

  /// `difference = left − right` and `sum = left + right`, two inputs and two outputs of five.
  private func writeTwoByTwo() throws {
    var builder = GraphBuilder()
    let left = builder.input("left", TensorType(.float32, [1, 5]))
    let right = builder.input("right", TensorType(.float32, [1, 5]))
    let difference = try builder.add(.binary(Binary(.subtract)), [left, right])
    let sum = try builder.add(.binary(Binary(.add)), [left, right])
    builder.output("difference", difference)
    builder.output("sum", sum)
    try folder.write(TFLiteWriter.bytes(of: builder.graph, weights: .float32), to: "two.tflite")
    try write(Tensor([1, 2, 3, 4, 5], shape: [1, 5]), to: "a.npy")
    try write(Tensor([10, 20, 30, 40, 50], shape: [1, 5]), to: "b.npy")
  }

  @Test("Inputs and outputs in the model's order, or by name")
  func names() throws {
    try writeTwoByTwo()
    let ordered = try run(
      "two.tflite", "--input", "a.npy", "--input", "b.npy", "-o", "d.npy", "-o", "s.npy")
    #expect(ordered.status == 0, "\(ordered.errors)")
    #expect(try read("d.npy").floats() == [-9, -18, -27, -36, -45])
    #expect(try read("s.npy").floats() == [11, 22, 33, 44, 55])
    let named = try run(
      "two.tflite", "--input", "right=a.npy", "--input", "b.npy", "-o", "sum=only.npy")
    #expect(named.status == 0, "\(named.errors)")
    #expect(try read("only.npy").floats() == [11, 22, 33, 44, 55])
    let swapped = try run(
      "two.tflite", "--input", "right=a.npy", "--input", "b.npy", "-o", "difference=swapped.npy")
    #expect(swapped.status == 0)
    #expect(try read("swapped.npy").floats() == [9, 18, 27, 36, 45])
  }

  @Test("A folder takes every output by its name")
  func outputFolder() throws {
    try writeTwoByTwo()
    let outcome = try run("two.tflite", "--input", "a.npy", "--input", "b.npy", "-o", "new/out/")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try read("new/out/sum.npy").floats() == [11, 22, 33, 44, 55])
    #expect(try read("new/out/difference.npy").type.shape == [1, 5])
  }

  @Test("Standard input and output")
  func streams() throws {
    try writeTwoByTwo()
    let input = Data(try folder.bytes(of: "a.npy"))
    let outcome = try run(
      "two.tflite", "--input", "-", "--input", "b.npy", "-o", "sum=-", input: input)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try NumPyArray(file: Array(outcome.output)).type == TensorType(.float32, [1, 5]))
  }

  @Test("The plan, the reference and every number of threads agree on the embedded network")
  func embedded() throws {
    let pixels = (0..<144 * 256 * 3).map { $0 * 31 % 251 }
    try write(Tensor(pixels, .uint8, shape: [1, 144, 256, 3]), to: "picture.npy")
    let one = try run("landscape", "--input", "picture.npy", "-o", "1.npy", "--threads", "1")
    #expect(one.status == 0, "\(one.errors)")
    #expect(
      try run("landscape", "--input", "picture.npy", "-o", "3.npy", "--threads", "3").status == 0)
    #expect(try folder.bytes(of: "1.npy") == folder.bytes(of: "3.npy"))
    #expect(
      try run(
        "landscape", "--input", "picture.npy", "-o", "f.npy", "--mode", "faithful", "--isa", "plain"
      ).status == 0)
    let mask = try read("1.npy")
    #expect(mask.type == TensorType(.float32, [1, 144, 256, 1]))
    for (fast, plain) in zip(mask.floats(), try read("f.npy").floats()) {
      #expect(abs(fast - plain) <= 2e-4)
    }
  }

  @Test("An 8-bit picture is normalised as the model says")
  func picture() throws {
    let pixels = (0..<32 * 32 * 3).map { $0 * 7 % 256 }
    try write(Tensor(pixels, .uint8, shape: [1, 32, 32, 3]), to: "bytes.npy")
    try write(
      Tensor(pixels.map { Float(Double($0) / 255) }, shape: [1, 32, 32, 3]), to: "reals.npy")
    let model = folder.model
    #expect(try run(model, "--input", "bytes.npy", "--reference", "-o", "b.npy").status == 0)
    #expect(try run(model, "--input", "reals.npy", "--reference", "-o", "r.npy").status == 0)
    #expect(try folder.bytes(of: "b.npy") == folder.bytes(of: "r.npy"))
  }

  @Test("8-bit numbers are refused where the model says nothing of pictures")
  func noPicture() throws {
    try writeTwoByTwo()
    try write(Tensor([1, 2, 3, 4, 5], .uint8, shape: [1, 5]), to: "u.npy")
    let outcome = try run("two.tflite", "--input", "u.npy", "--input", "b.npy", "-o", "x.npy")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("astype"))
    #expect(try !folder.files().contains("x.npy"))
  }

  @Test("Bad tensors are refused by name and reason")
  func badInput() throws {
    try writeTwoByTwo()
    try write(Tensor([1, 2], shape: [1, 2]), to: "short.npy")
    try folder.write(Array("no array".utf8), to: "text.npy")
    try folder.write(try folder.bytes(of: "a.npy").dropLast(), to: "cut.npy")
    for (name, reason) in [
      ("short.npy", "takes float32 [1, 5]"), ("text.npy", "not a NumPy array"),
      ("cut.npy", "not the elements of float32 [1, 5]"), ("nowhere.npy", "No such file"),
    ] {
      let outcome = try run("two.tflite", "--input", name, "--input", "b.npy", "-o", "x.npy")
      #expect(outcome.status == 2)
      #expect(outcome.errors.hasPrefix("error: \(name)"), "\(outcome.errors)")
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    }
    #expect(try !folder.files().contains("x.npy"))
  }

  @Test("Missing, surplus and repeated ports are refused with the names there are")
  func badPorts() throws {
    try writeTwoByTwo()
    let missing = try run("two.tflite", "--input", "a.npy", "-o", "x.npy")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("no file for the input 'right'"), "\(missing.errors)")
    let surplus = try run(
      "two.tflite", "--input", "a.npy", "--input", "b.npy", "--input", "a.npy", "-o", "x.npy")
    #expect(surplus.status == 2)
    #expect(surplus.errors.contains("left, right"), "\(surplus.errors)")
    let twice = try run(
      "two.tflite", "--input", "left=a.npy", "--input", "left=b.npy", "-o", "x.npy")
    #expect(twice.status == 2)
    #expect(twice.errors.contains("given twice"), "\(twice.errors)")
    #expect(try run("two.tflite", "--input", "a.npy", "--input", "b.npy").status == 2)
  }

  @Test("Inputs are never written over, other files only when told")
  func overwriting() throws {
    try writeTwoByTwo()
    let before = try folder.bytes(of: "a.npy")
    for target in ["a.npy", "./a.npy", "two.tflite"] {
      let outcome = try run(
        "two.tflite", "--input", "a.npy", "--input", "b.npy", "-o", target, "--force")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("would be written over the input"), "\(outcome.errors)")
    }
    #expect(try folder.bytes(of: "a.npy") == before)
    try folder.write([1], to: "there.npy")
    let arguments = ["two.tflite", "--input", "a.npy", "--input", "b.npy", "-o", "there.npy"]
    let refused = try Program.run(["run"] + arguments, in: folder.url)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--force"), "\(refused.errors)")
    #expect(try Program.run(["run"] + arguments + ["--force"], in: folder.url).status == 0)
    #expect(try read("there.npy").floats() == [-9, -18, -27, -36, -45])
    let same = try run(
      "two.tflite", "--input", "a.npy", "--input", "b.npy", "-o", "x.npy", "-o", "x.npy")
    #expect(same.status == 2)
  }

  @Test("A reference run has no mode and no instruction set")
  func referenceOptions() throws {
    try writeTwoByTwo()
    let outcome = try run(
      "two.tflite", "--input", "a.npy", "--input", "b.npy", "-o", "x.npy", "--reference",
      "--mode", "fast")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--reference"))
  }

  @Test("A model that is not there, or is none")
  func badModel() throws {
    try folder.write(Array("nothing".utf8), to: "x.tflite")
    let missing = try run("gone.tflite", "--input", "a.npy", "-o", "x.npy")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("general, landscape"), "\(missing.errors)")
    let text = try run("x.tflite", "--input", "a.npy", "-o", "x.npy")
    #expect(text.status == 2)
    #expect(text.errors.hasPrefix("error: x.tflite: "), "\(text.errors)")
  }
}
