import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport

/// A tensor inside a network as another runtime recorded it. Large ones keep only some rows and
/// columns.
struct RecordedActivation {
  /// Its number in the model file.
  let tensor: Int
  /// The operator that makes it, named as the reader names it: `17 (CONV_2D)`.
  let node: String
  private let file: String
  /// One row or column in this many is kept, and the last.
  private let step: Int

  /// What the table of a folder lists.
  static func all(in folder: String) throws -> [RecordedActivation] {
    let path = GoldenTensors.folder + folder + "/"
    let lines = try SharedData.text(path + "index.tsv").split(separator: "\n").dropFirst()
    return lines.map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let words = fields[5].split(separator: " ")
      let step = words.firstIndex(of: "step").map { Int(words[$0 + 1].prefix { $0 != "," }) ?? 1 }
      return RecordedActivation(
        tensor: Int(fields[0]) ?? -1,
        node: "\(fields[1]) (\(fields[2].replacing("CUSTOM:", with: "")))",
        file: folder + "/" + fields[3], step: step ?? 1)
    }
  }

  func expected() throws -> Tensor { try GoldenTensors.tensor(file) }

  /// The rows and columns that were recorded, of the value that the same operator makes here.
  func kept(of values: [Tensor?], in graph: Graph) throws -> Tensor {
    guard let made = graph.nodes.first(where: { $0.name == node })?.outputs.first,
      let value = values[made.index]
    else { throw MissingNode(name: node) }
    guard step > 1 else { return value }
    let shape = value.type.shape
    let rows = places(shape[1])
    let columns = places(shape[2])
    let picked = try [Gather(axis: 1, indices: rows), Gather(axis: 2, indices: columns)]
      .reduce(value) { try referenceResults(of: .gather($1), [$0])[0] }
    return picked
  }

  struct MissingNode: Error {
    let name: String
  }

  private func places(_ extent: Int) -> [Int] {
    let regular = Array(stride(from: 0, to: extent, by: step))
    return regular.last == extent - 1 ? regular : regular + [extent - 1]
  }
}
