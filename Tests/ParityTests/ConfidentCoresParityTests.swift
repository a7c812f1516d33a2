import SilhouetteFormats
import SilhouetteImaging
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// PP-HumanSeg's own post-processing, recorded at two sizes.
@Suite struct ConfidentCoresParityTests {
  @Test(
    "Scores are kept and cleared exactly as by the original", .enabled(if: SharedData.isHere),
    arguments: ["a", "b"])
  func scores(_ name: String) throws {
    let archive = try ZipArchive(SharedData.bytes("golden/post_process.npz"))
    func scores(_ key: String) throws -> Tensor {
      let array = try NumPyArray(file: try #require(archive.files["\(name)_\(key).npy"]))
      return Tensor(array.type, bytes: array.bytes)
    }
    let input = try scores("score_in")
    let shape = input.type.shape
    let map = ProbabilityMap(width: shape[1], height: shape[0], values: input.floats())
    #expect(ConfidentCores.kept(of: map).values == (try scores("score_out")).floats())
  }
}
