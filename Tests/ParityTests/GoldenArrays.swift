import SilhouetteEvaluation
import SilhouetteFormats
import SilhouetteRuntime
import SilhouetteTestSupport

/// The arrays of one recorded `.npz` file.
struct GoldenArrays {
  private let files: [String: [UInt8]]

  /// `nil` where the folder is not there.
  init?(_ name: String) throws {
    guard SharedData.isHere else { return nil }
    files = try ZipArchive(try SharedData.bytes("golden/\(name).npz")).files
  }

  var names: [String] { files.keys.map { String($0.dropLast(4)) }.sorted() }

  func tensor(_ name: String) throws -> Tensor {
    guard let file = files[name + ".npy"] else { throw MissingArray(name: name) }
    let array = try NumPyArray(file: file)
    return Tensor(array.type, bytes: array.bytes)
  }

  struct MissingArray: Error {
    let name: String
  }

  func integers(_ name: String) throws -> [Int] { try tensor(name).integers() }

  /// float64, which no network of ours uses, so that the reader of arrays does not know it.
  func doubles(_ name: String) throws -> [Double] {
    guard let file = files[name + ".npy"] else { throw MissingArray(name: name) }
    let start = 10 + Int(file[8]) + Int(file[9]) << 8
    guard String(decoding: file[..<start], as: UTF8.self).contains("'<f8'") else {
      throw MissingArray(name: name)
    }
    return file.withUnsafeBytes { bytes in
      stride(from: start, to: file.count, by: 8).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Double.self)
      }
    }
  }

  /// `[h, w]` or `[h, w, c]` of 8 bits.
  func bytes(_ name: String) throws -> Raster<UInt8> {
    let tensor = try tensor(name)
    let shape = tensor.type.shape
    return Raster(
      width: shape[1], height: shape[0], channels: shape.rank == 3 ? shape[2] : 1,
      values: tensor.bytes)
  }

  /// `[h, w, c]` of floats.
  func floats(_ name: String) throws -> Raster<Float> {
    let tensor = try tensor(name)
    let shape = tensor.type.shape
    return Raster(
      width: shape[1], height: shape[0], channels: shape.rank == 3 ? shape[2] : 1,
      values: tensor.floats())
  }

  /// `[1, c, h, w]` with the channels brought to the end.
  func channelsFirst(_ name: String) throws -> Raster<Float> {
    let tensor = try tensor(name)
    let values = tensor.floats()
    let dimensions = tensor.type.shape.dimensions.suffix(3)
    let (channels, height, width) = (
      dimensions[dimensions.startIndex], dimensions[dimensions.startIndex + 1],
      dimensions[dimensions.startIndex + 2]
    )
    let area = height * width
    return Raster(
      width: width, height: height, channels: channels,
      values: (0..<area * channels).map { values[$0 % channels * area + $0 / channels] })
  }
}
