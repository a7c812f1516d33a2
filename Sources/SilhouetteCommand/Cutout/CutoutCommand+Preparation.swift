import ArgumentParser
import Silhouette
import SilhouetteMedia

/// Everything that can be refused before the first byte is written.
extension CutoutCommand {
  func makePlan(_ naming: OutputNaming) throws(CommandFailure) -> CutoutPlan {
    let found = InputPictures(at: inputs, excluding: naming.folderIdentity)
    return try CutoutPlan(
      inputs: found.entries, naming: naming, existing: output.existing,
      protecting: readFiles, report: output.report, status: FileStatus.init(of:))
  }

  /// Files beside the inputs that are read and must not be written over.
  private var readFiles: [FilePath] {
    var paths: [FilePath] = []
    if case .file(let path) = picture.background { paths.append(path) }
    // What is wrong with the model is said when it is loaded.
    if let place = try? model.model.place() { paths += place.files }
    return paths
  }

  func makeRecipe(format: PhotoFormat, console: Console) throws(CommandFailure) -> CutoutRecipe {
    CutoutRecipe(
      product: try product(format: format, console: console),
      foreground: edge.foreground, blending: picture.linear ? .linear : .encoded,
      threshold: edge.threshold, subject: edge.subject, clean: edge.clean, grow: edge.grow,
      feather: edge.feather, crop: picture.crop,
      depth: try output.channelDepth(format: format), skipsEmpty: output.skipEmpty,
      // A cut-out shows no detail of the background where it is transparent.
      encoder: PhotoEncoder(
        format: format, quality: output.quality, effort: output.effort,
        keepsTransparentColors: true))
  }

  private func product(
    format: PhotoFormat, console: Console
  ) throws(CommandFailure) -> CutoutRecipe.Product {
    if picture.mask { return .mask }
    switch picture.background ?? .none {
    case .none where format.canHoldAlpha:
      if picture.linear {
        throw CommandFailure(
          "--linear is how person and background mix: a cut-out has no background",
          hint: "--background COLOUR, blur or a picture; whoever pastes the cut-out mixes it")
      }
      return .cutout
    case .none:
      console.warning(
        "\(format.rawValue) holds no transparency: the background is white",
        hint: "--background takes another colour, blur or a picture")
      return .composite(.color(.white))
    case .color(let color): return .composite(.color(color))
    case .blur(let radius): return .composite(.blur(radius))
    case .file(let path): return .composite(.image(try backgroundPicture(at: path), picture.fit))
    }
  }

  private func backgroundPicture(at path: FilePath) throws(CommandFailure) -> PixelBuffer {
    do throws(MediaError) {
      let bytes = try FileSystem.contents(of: path)
      return try PhotoDecoder.decode(bytes, name: path.text).pixels
    } catch {
      let words = "none, blur, #RRGGBB, " + Color.names.joined(separator: ", ")
      throw CommandFailure(
        "--background: \(error)",
        hint: FileStatus(of: path) == nil ? "neither a file nor one of: \(words)" : nil)
    }
  }

  func makeJob(_ recipe: CutoutRecipe, threads: Int, console: Console) throws -> CutoutJob {
    let options = Segmenter.Options(
      threads: threads, refinement: edge.refine,
      instructionSet: try self.threads.instructionSet(), keepsCoresOnly: edge.postProcess)
    let network = try model.orientedSegmenter(
      options: options, isUpright: upright, console: console)
    if network.networks.count > 1 {
      console.note("networks: " + network.networks.joined(separator: ", "))
    }
    return CutoutJob(
      recipe: recipe, network: network,
      budget: MemoryBudget(bytes: Machine.memory / 2), replaces: output.overwrite,
      listsParts: output.report != nil)
  }

  /// Makes the folders below `-o FOLDER`; the folder of a single file must be there.
  func makeFolders(for plan: CutoutPlan, _ naming: OutputNaming) throws(CommandFailure) {
    switch naming.place {
    case .besideInput, .standardOutput:
      return
    case .file(let path):
      guard FileStatus(of: path.parent)?.kind == .folder else {
        throw CommandFailure("\(path): there is no folder \(path.parent)", hint: "make it first")
      }
    case .folder:
      do throws(MediaError) {
        for folder in Set(plan.tasks.map(\.output.parent)) { try FileSystem.makeFolder(folder) }
      } catch {
        throw CommandFailure(error.description)
      }
    }
  }
}
