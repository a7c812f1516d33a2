import Silhouette
import SilhouetteGraph
import Testing

/// With a network that prefers no side, levels prefer none.
@Suite("Symmetry of whole mattes")
struct SegmenterSymmetryTests {
  private static let side = 120

  private typealias Place = (x: Int, y: Int)

  /// Sees every point alone: the sigmoid of the mean of the channels, −1…1.
  private func graph() throws -> Graph {
    var builder = GraphBuilder()
    let picture = builder.input("x", TensorType(.float32, [1, 40, 40, 3]))
    let mean = try builder.add(.reduction(Reduction(.mean, axes: [3], keepsAxes: true)), [picture])
    builder.output("mask", try builder.add(.activation(.sigmoid), [mean]))
    builder.describe(
      preprocessing: .symmetric,
      postprocessing: Postprocessing(meaning: .probabilities, personChannel: 0))
    var graph = builder.graph
    graph.outputs[0].permutation = [0, 3, 1, 2]
    return graph
  }

  /// A bright oval before a dark wall, with a grain, of which no turn is the same.
  private func picture(_ source: (Int, Int) -> Place) -> PixelBuffer {
    var pixels = PixelBuffer(width: Self.side, height: Self.side, format: .rgb8)
    pixels.withMutableView { view in
      for y in 0..<Self.side {
        for x in 0..<Self.side {
          let place = source(x, y)
          let (u, v) = (place.x - 50, place.y - 66)
          let isPerson = u * u + v * v / 3 < 500
          let grain = (place.x * 7 + place.y * 13) % 24
          for channel in 0..<3 {
            view.row(y)[3 * x + channel] = UInt8((isPerson ? 215 : 20) + grain - channel * 3)
          }
        }
      }
    }
    return pixels
  }

  @Test(
    "A turned picture has a turned matte at every level", arguments: Segmenter.Refinement.allCases)
  func turns(level: Segmenter.Refinement) throws {
    let last = Self.side - 1
    let turns: [(Int, Int) -> Place] = [
      { (last - $0, $1) }, { ($0, last - $1) }, { (last - $0, last - $1) }, { ($1, $0) },
      { ($1, last - $0) },
    ]
    let segmenter = try Segmenter(
      graph: graph(), name: "points", options: .init(refinement: level))
    let expected = try segmenter.matte(of: picture { ($0, $1) }).alpha
    var levels: Set<UInt8> = []
    for turn in turns {
      let found = try segmenter.matte(of: picture(turn)).alpha
      found.withView { found in
        expected.withView { expected in
          for y in 0..<Self.side {
            for x in 0..<Self.side {
              let place = turn(x, y)
              let value = expected.row(place.y)[place.x]
              levels.insert(value)
              #expect(abs(Int(found.row(y)[x]) - Int(value)) <= 1)
            }
          }
        }
      }
    }
    #expect(levels.count > 1)
  }
}
