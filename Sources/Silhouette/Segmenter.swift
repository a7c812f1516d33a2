import CSilhouetteModels
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteImaging
import SilhouetteRuntime

/// Finds people in pictures.
///
///     let segmenter = try Segmenter(.general)
///     let matte = try segmenter.matte(of: pixels)
///     let person = try matte.cutout(of: pixels)
///
/// Several tasks may use one segmenter at the same time. The same picture gives the same bits on
/// every run and for every number of threads.
public final class Segmenter: Sendable {
  public let options: Options
  let search: PersonSearch
  /// The networks that look, as errors call them: the own one, then the companion if its word counts
  /// at this level of refinement.
  package let networks: [String]

  /// Loads one of the networks that come with the library.
  public convenience init(_ model: Model = .general, options: Options = .init())
    throws(SilhouetteError)
  {
    let alone = try Segmenter(graph: model.graph, name: model.title, options: options)
    let segmenter = try alone.withCompanion(model.companion)
    self.init(segmenter.search, networks: segmenter.networks, options: options)
  }

  /// Loads the network in a model file, TensorFlow Lite or ONNX.
  ///
  /// - Parameters:
  ///   - modelBytes: the whole file.
  ///   - name: what errors call it.
  ///   - inputShape: the input's sizes in the file's own order, for files that leave them open.
  ///   - options: threads, refinement and instruction set.
  public convenience init(
    modelBytes: Bytes, name: String, inputShape: [Int]? = nil, options: Options = .init()
  ) throws(SilhouetteError) {
    let graph: Graph
    do throws(FormatError) {
      graph = try ModelFile.graph(from: modelBytes, inputShape: inputShape)
    } catch {
      throw .model(name: name, reason: error.description)
    }
    try self.init(graph: graph, name: name, options: options)
  }

  /// Loads a network that PaddlePaddle exported as a program (`.pdmodel`) and its parameters
  /// (`.pdiparams`).
  ///
  /// - Parameters:
  ///   - program: the `.pdmodel` file.
  ///   - parameters: the `.pdiparams` file.
  ///   - name: what errors call the model.
  ///   - inputShape: `[1, 3, height, width]`, for programs that leave the size open.
  ///   - preprocessing: how pixels become numbers, as `deploy.yaml` says; `nil` is −1…1.
  ///   - options: threads, refinement and instruction set.
  public convenience init(
    program: Bytes, parameters: Bytes, name: String, inputShape: [Int]? = nil,
    preprocessing: Preprocessing? = nil, options: Options = .init()
  ) throws(SilhouetteError) {
    var graph: Graph
    do throws(FormatError) {
      graph = try ModelFile.graph(
        program: program, parameters: parameters, inputShape: inputShape)
    } catch {
      throw .model(name: name, reason: error.description)
    }
    if let preprocessing { graph.preprocessing = preprocessing }
    try self.init(graph: graph, name: name, options: options)
  }

  /// Takes a network that is already a graph, which must say how pictures go in and what comes out.
  public convenience init(
    graph: Graph, name: String, options: Options = .init()
  ) throws(SilhouetteError) {
    let own = try PersonDetector(graph, name: name, options: options)
    self.init(
      PersonSearch(own: own, companion: nil, level: options.refinement.level), networks: [name],
      options: options)
  }

  init(_ search: PersonSearch, networks: [String], options: Options) {
    self.search = search
    self.networks = networks
    self.options = options
  }

  /// The width of the pictures that the network sees; photos are stretched to it.
  public var inputWidth: Int { search.own.network.inputWidth }
  /// The height of the pictures that the network sees.
  public var inputHeight: Int { search.own.network.inputHeight }

  /// How likely each point belongs to a person, at the network's own size: one look at the whole
  /// picture, whatever the level of refinement.
  public func mask(of pixels: PixelBuffer) throws(SilhouetteError) -> Mask {
    try pixels.withView { view throws(SilhouetteError) in try mask(of: view) }
  }

  /// How likely each point belongs to a person, at the network's own size: one look at the whole
  /// picture, whatever the level of refinement.
  public func mask(of pixels: PixelView) throws(SilhouetteError) -> Mask {
    do throws(ImagingError) { try pixels.validate() } catch { throw .imaging(error) }
    return Mask(search.own.map(of: pixels))
  }

  /// A picture as a network takes it: what the first layer sees.
  ///
  /// - Throws: ``SilhouetteError/notASegmenter(name:reason:)``.
  package static func input(
    of graph: Graph, name: String, from pixels: PixelBuffer
  ) throws(SilhouetteError) -> Tensor {
    let network = try PersonNetwork(graph, name: name)
    let sampler = PictureSampler(
      sourceWidth: pixels.width, sourceHeight: pixels.height, width: network.inputWidth,
      height: network.inputHeight)
    var values = [Float](repeating: 0, count: network.inputWidth * network.inputHeight * 3)
    pixels.withView { view in
      values.withUnsafeMutableBufferPointer { target in
        guard let base = target.baseAddress else { return }
        sampler.sample(view, network.color, into: base, workers: .callerOnly)
      }
    }
    return Tensor(values, shape: [1, network.inputHeight, network.inputWidth, 3])
  }

  /// How much of each pixel is person, at the picture's size. The picture's own alpha is not looked at.
  public func matte(of pixels: PixelBuffer) throws(SilhouetteError) -> Matte {
    try pixels.withView { view throws(SilhouetteError) in try matte(of: view) }
  }

  /// How much of each pixel is person, at the picture's size. The picture's own alpha is not looked at.
  public func matte(of pixels: PixelView) throws(SilhouetteError) -> Matte {
    matte(from: try findings(in: pixels), of: pixels)
  }

  /// What the networks found: where people are, and how sure the first look was of them.
  package struct Findings: Sendable {
    let map: PersonMap
    let confidence: Float
  }

  /// The first half of a matte: the networks look.
  package func findings(in pixels: PixelView) throws(SilhouetteError) -> Findings {
    do throws(ImagingError) { try pixels.validate() } catch { throw .imaging(error) }
    let (map, mask) = search.search(pixels)
    return Findings(map: map, confidence: mask.confidence)
  }

  /// The second half: what was found becomes alpha at the picture's size.
  package func matte(from findings: Findings, of pixels: PixelView) -> Matte {
    let pool = search.own.runner.pool
    let workers = Workers(pool: pool.pool)
    let format: PixelFormat = pixels.format.bytesPerChannel == 1 ? .gray8 : .gray16
    let alpha =
      search.level.edges?.alpha(
        from: findings.map, guide: pixels, format: format, workers: workers)
      ?? findings.map.alpha(format: format, workers: workers)
    return Matte(alpha: alpha, confidence: findings.confidence, pool: pool)
  }
}

extension Segmenter.Model {
  var title: String { "model '\(rawValue)'" }

  /// The network that looks too where a level of refinement asks for two.
  package var companion: Segmenter.Model { self == .general ? .landscape : .general }

  package var graph: Graph {
    get throws(SilhouetteError) {
      do throws(FormatError) { return try ModelFile.graph(from: bytes, inputShape: nil) } catch {
        throw .model(name: title, reason: error.description)
      }
    }
  }

  /// The file inside the executable.
  package var bytes: Bytes {
    let file =
      switch self {
      case .general: slh_model_general()
      case .landscape: slh_model_landscape()
      }
    return Bytes(staticBase: file.bytes, count: file.size)
  }
}
