import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@testable import Silhouette

@Suite("A second network at fine")
struct CompanionTests {
  private let picture = PixelBuffer(width: 90, height: 70, format: .rgb8)

  private func segmenter(
    _ refinement: Segmenter.Refinement, threads: Int = 0
  ) throws -> Segmenter {
    try Segmenter(.general, options: .init(threads: threads, refinement: refinement))
  }

  @Test("It replaces the embedded one, for four runs at most")
  func replacement() throws {
    let embedded = try segmenter(.fine)
    #expect(embedded.networks == ["model 'general'", "landscape"])
    let joined = try embedded.withCompanion(
      modelBytes: Segmenter.Model.landscape.bytes, name: "mine")
    #expect(joined.networks == ["model 'general'", "mine"])
    #expect(joined.search.level.runCount == 4)
    #expect(joined.options.refinement == .fine)
    #expect(try joined.matte(of: picture).alpha.width == 90)
  }

  @Test(
    "At levels of one network nothing is read, and the segmenter stays what it is",
    arguments: Segmenter.Refinement.allCases.filter { $0 != .fine })
  func otherLevels(level: Segmenter.Refinement) throws {
    let alone = try segmenter(level)
    let joined = try alone.withCompanion(modelBytes: Bytes(copying: [1, 2]), name: "mine")
    #expect(joined === alone)
    #expect(joined.networks.count == 1)
    #expect(level.levelWithCompanion.runCount == level.level.runCount)
  }

  @Test("A file that is no network of people is refused by name")
  func refused() throws {
    let segmenter = try segmenter(.fine)
    let unreadable = #expect(throws: SilhouetteError.self) {
      try segmenter.withCompanion(modelBytes: Bytes(copying: [1, 2]), name: "mine.onnx")
    }
    #expect(unreadable?.description.hasPrefix("mine.onnx: ") == true)
    var builder = GraphBuilder()
    let input = builder.input("numbers", TensorType(.float32, [1, 4]))
    builder.output("same", try builder.add(.activation(.relu), [input]))
    let graph = builder.graph
    let other = #expect(throws: SilhouetteError.self) {
      try segmenter.withCompanion(graph, name: "numbers")
    }
    #expect(other?.description.contains("numbers") == true)
  }

  @Test("Every look has weight, every share lies within 0…1, both networks look first")
  func data() {
    let level = Segmenter.Refinement.fine.levelWithCompanion
    var stages = [RefinementLevel.Stage(looks: level.first, share: 1)]
    for approach in level.approaches {
      stages += [approach.closer] + (approach.whole.map { [$0] } ?? [])
    }
    for stage in stages {
      #expect(!stage.looks.isEmpty && stage.looks.allSatisfy { $0.weight > 0 })
      #expect(stage.share > 0 && stage.share <= 1)
      #expect(Set(stage.looks).count == stage.looks.count)
    }
    #expect(Set(level.first.map(\.network)) == [.own, .companion])
    #expect(level.edges != nil)
  }

  @Test("The bits do not depend on the number of threads")
  func threads() throws {
    var random = SeededGenerator(seed: 7)
    var picture = picture
    picture.withMutableView { view in
      for y in 0..<view.height {
        for x in 0..<view.width * 3 { view.row(y)[x] = UInt8(truncatingIfNeeded: random.next()) }
      }
    }
    let alphas = try [1, 3].map { threads in
      try segmenter(.fine, threads: threads)
        .withCompanion(modelBytes: Segmenter.Model.landscape.bytes, name: "mine")
        .matte(of: picture).alpha
    }
    let bytes = alphas.map { alpha in
      alpha.withView { view in (0..<view.height).flatMap { Array(view.row($0)) } }
    }
    #expect(bytes[0] == bytes[1])
  }
}
