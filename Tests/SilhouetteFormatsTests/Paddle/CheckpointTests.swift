import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

/// Pickles of parameters, as Python writes them and as somebody might who means harm.
@Suite("Checkpoints")
struct CheckpointTests {
  /// By protocol, `base64(pickle.dumps(d, protocol))` of:
  ///
  ///     d = {'a.w': np.arange(6, dtype='<f4').reshape(2, 3),
  ///          'b': np.asfortranarray(np.array([[1, 2], [-1, 200]], dtype='<i4')),
  ///          'n': np.float32(2.5),
  ///          'StructuredToParameterName@@': {'a.w': 'conv2d_0.w_0'}}
  static let written = [
    2: """
    gAJ9cQAoWAMAAABhLndxAWNudW1weS5fY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAmNudW1w\
    eQpuZGFycmF5CnEDSwCFcQRjX2NvZGVjcwplbmNvZGUKcQVYAQAAAGJxBlgGAAAAbGF0aW4xcQeGcQhS\
    cQmHcQpScQsoSwFLAksDhnEMY251bXB5CmR0eXBlCnENWAIAAABmNHEOiYiHcQ9ScRAoSwNYAQAAADxx\
    EU5OTkr/////Sv////9LAHRxEmKJaAVYGwAAAAAAAAAAAMKAPwAAAEAAAEBAAADCgEAAAMKgQHETaAeG\
    cRRScRV0cRZiWAEAAABicRdoAmgDSwCFcRhoCYdxGVJxGihLAUsCSwKGcRtoDVgCAAAAaTRxHImIh3Ed\
    UnEeKEsDaBFOTk5K/////0r/////SwB0cR9iiGgFWBUAAAABAAAAw7/Dv8O/w78CAAAAw4gAAABxIGgH\
    hnEhUnEidHEjYlgBAAAAbnEkY251bXB5Ll9jb3JlLm11bHRpYXJyYXkKc2NhbGFyCnElaBBoBVgEAAAA\
    AAAgQHEmaAeGcSdScSiGcSlScSpYGwAAAFN0cnVjdHVyZWRUb1BhcmFtZXRlck5hbWVAQHErfXEsaAFY\
    DAAAAGNvbnYyZF8wLndfMHEtc3Uu
    """,
    3: """
    gAN9cQAoWAMAAABhLndxAWNudW1weS5fY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAmNudW1w\
    eQpuZGFycmF5CnEDSwCFcQRDAWJxBYdxBlJxByhLAUsCSwOGcQhjbnVtcHkKZHR5cGUKcQlYAgAAAGY0\
    cQqJiIdxC1JxDChLA1gBAAAAPHENTk5OSv////9K/////0sAdHEOYolDGAAAAAAAAIA/AAAAQAAAQEAA\
    AIBAAACgQHEPdHEQYlgBAAAAYnERaAJoA0sAhXESaAWHcRNScRQoSwFLAksChnEVaAlYAgAAAGk0cRaJ\
    iIdxF1JxGChLA2gNTk5OSv////9K/////0sAdHEZYohDEAEAAAD/////AgAAAMgAAABxGnRxG2JYAQAA\
    AG5xHGNudW1weS5fY29yZS5tdWx0aWFycmF5CnNjYWxhcgpxHWgMQwQAACBAcR6GcR9ScSBYGwAAAFN0\
    cnVjdHVyZWRUb1BhcmFtZXRlck5hbWVAQHEhfXEiaAFYDAAAAGNvbnYyZF8wLndfMHEjc3Uu
    """,
    4: """
    gASVUwEAAAAAAAB9lCiMA2Eud5SMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SU\
    k5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsCSwOGlGgFjAVkdHlwZZSTlIwCZjSU\
    iYiHlFKUKEsDjAE8lE5OTkr/////Sv////9LAHSUYolDGAAAAAAAAIA/AAAAQAAAQEAAAIBAAACgQJR0\
    lGKMAWKUaARoB0sAhZRoCYeUUpQoSwFLAksChpRoDowCaTSUiYiHlFKUKEsDaBJOTk5K/////0r/////\
    SwB0lGKIQxABAAAA/////wIAAADIAAAAlHSUYowBbpRoAowGc2NhbGFylJOUaBFDBAAAIECUhpRSlIwb\
    U3RydWN0dXJlZFRvUGFyYW1ldGVyTmFtZUBAlH2UaAGMDGNvbnYyZF8wLndfMJRzdS4=
    """,
  ]

  private func file(_ version: Int) throws -> [UInt8] {
    let text = try #require(Self.written[version])
    return [UInt8](try #require(Data(base64Encoded: text)))
  }

  private func error(_ bytes: [UInt8]) -> FormatError? {
    do throws(FormatError) {
      _ = try Checkpoint(pdparams: Bytes(copying: bytes))
      return nil
    } catch { return error }
  }

  @Test("of every protocol hold their arrays", arguments: [2, 3, 4])
  func arrays(_ version: Int) throws {
    let checkpoint = try Checkpoint(pdparams: Bytes(copying: file(version)))
    #expect(checkpoint.names == ["a.w", "b", "n"])
    #expect(checkpoint.parameterNames == ["a.w": "conv2d_0.w_0"])
    let weights = try #require(checkpoint["a.w"])
    #expect(weights.shape == [2, 3])
    #expect(weights.floats() == [0, 1, 2, 3, 4, 5])
    let columns = try #require(checkpoint["b"])
    #expect(columns.permutation == [1, 0])
    #expect(columns.integers() == [1, 2, -1, 200])
    #expect(try #require(checkpoint["n"]).shape == [])
    #expect(checkpoint["n"]?.floats() == [2.5])
    #expect(checkpoint["c"] == nil)
  }

  @Test("share the file's bytes from protocol 3 on", arguments: [3, 4])
  func arraysAreRanges(_ version: Int) throws {
    let bytes = Bytes(copying: try file(version))
    let checkpoint = try Checkpoint(pdparams: bytes)
    #expect(checkpoint["a.w"]?.storage === bytes)
  }

  @Test("are refused when cut off after any byte", arguments: [2, 3, 4])
  func truncation(_ version: Int) throws {
    let whole = try file(version)
    for count in 0..<whole.count {
      #expect(error(Array(whole.prefix(count))) != nil, "the first \(count) bytes")
    }
  }

  @Test("never trap with any byte replaced", arguments: [2, 3, 4])
  func brokenBytes(_ version: Int) throws {
    let whole = try file(version)
    var refused = 0
    for place in whole.indices {
      for byte: UInt8 in [0, 1, 0x28, 0x52, 0x62, 0x74, 0x7F, 0x80, 0xFF] {
        var file = whole
        file[place] = byte
        if error(file) != nil { refused += 1 }
      }
    }
    #expect(refused > whole.count)
  }

  @Test("never trap with opcodes in any order", arguments: 0..<8 as Range<UInt64>)
  func randomPrograms(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let opcodes: [UInt8] = Array("(NKa}u]e)t.Rbqh0sJM".utf8) + [0x85, 0x86, 0x87, 0x88, 0x94, 0x93]
    let calls = [
      "cnumpy\nndarray\n", "cnumpy\ndtype\n", "X\u{2}\0\0\0f4",
      "cnumpy.core.multiarray\n_reconstruct\n",
    ]
    for _ in 0..<2000 {
      var program: [UInt8] = [0x80, 4]
      for _ in 0..<random.integer(1...24) {
        if random.integer(0...3) == 0 {
          program += Array(calls[random.integer(0...calls.count - 1)].utf8)
        } else {
          program.append(opcodes[random.integer(0...opcodes.count - 1)])
        }
      }
      _ = error(program + Array(".".utf8))
    }
  }

  @Test(
    "that name a function of another kind are refused by its name",
    arguments: [
      "\u{2}cos\nsystem\nX\u{4}\0\0\0evil\u{85}R.", "\u{4}\u{8C}\u{2}os\u{8C}\u{6}system\u{93}.",
    ])
  func forbiddenFunctions(_ program: String) throws {
    let bytes = [0x80] + program.unicodeScalars.map { UInt8($0.value) }
    guard case .unsupported(_, let reason)? = error(bytes) else {
      Issue.record("not refused")
      return
    }
    #expect(reason.contains("os.system"))
  }

  @Test(
    "that are no dictionary of arrays are refused with the cause",
    arguments: [
      ("\u{4}N.", "not a dictionary"), ("\u{5}N.", "protocol 5"),
      ("\u{4}}K\u{1}K\u{1}s.", "without a name"),
      ("\u{4}}\u{8C}\u{1}aK\u{1}s.", "not an array"), ("\u{4}h\0.", "not remembered"),
      ("\u{4}i.", "opcode 105"),
    ])
  func otherPickles(_ program: String, _ cause: String) throws {
    let found = error([0x80] + program.unicodeScalars.map { UInt8($0.value) })
    #expect(found?.description.contains(cause) == true, "\(String(describing: found))")
  }

  @Test("decode no text over and over")
  func decodingIsBounded() throws {
    var program: [UInt8] = [0x80, 2] + Array("X\u{0}\u{10}\0\0".utf8)
    program += [UInt8](repeating: 0x61, count: 4096) + Array("q\u{0}c_codecs\nencode\nq\u{1}0".utf8)
    program.removeLast()
    let call = Array("h\u{1}h\u{0}X\u{6}\0\0\0latin1".utf8) + [0x86, 0x52]
    for _ in 0..<100 { program += call }
    #expect(error(program)?.description.contains("decoded many times") == true)
  }

  @Test("made of arrays keep their order, and the last of two with one name")
  func fromArrays() {
    let checkpoint = Checkpoint([
      ("b", Constant([1] as [Float], shape: [1])), ("a", Constant([2] as [Float], shape: [1])),
      ("b", Constant([3] as [Float], shape: [1])),
    ])
    #expect(checkpoint.names == ["b", "a"])
    #expect(checkpoint["b"]?.floats() == [3])
  }
}
