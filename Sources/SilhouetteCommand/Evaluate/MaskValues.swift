import ArgumentParser
import SilhouetteEvaluation
import SilhouetteMedia

/// What the numbers in a mask mean.
enum MaskValues: String, CaseIterable, ExpressibleByArgument {
  /// Found out from the masks.
  case auto
  /// 0 background, 1 person, 255 not to be judged: PaddleSeg's masks.
  case classes
  /// Grey: a person from 128 on.
  case gray

  /// `auto` decided: ``classes`` as soon as a mask holds a 1 and nothing but 0, 1 and 255; ``gray`` as
  /// soon as one holds any other number, or where all hold 0 and 255 alone.
  func settled(for pairs: [ImageMaskPair]) throws(CommandFailure) -> MaskValues {
    guard self == .auto else { return self }
    for pair in pairs {
      let values = Set(try MaskValues.mask(at: pair.mask).values)
      guard values.isSubset(of: [0, 1, 255]) else { return .gray }
      if values.contains(1) { return .classes }
    }
    return .gray
  }

  func labels(of mask: Raster<UInt8>) -> LabelMap {
    self == .classes ? mask : mask.map { $0 >= 128 ? 1 : 0 }
  }

  static func mask(at path: FilePath) throws(CommandFailure) -> Raster<UInt8> {
    do throws(MediaError) {
      return try IndexedPNG.decode(InputFile.read(path: path), name: path.text)
        .pixels.firstChannelRaster()
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
