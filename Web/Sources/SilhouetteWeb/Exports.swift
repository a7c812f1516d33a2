import CSilhouetteModels
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteImaging
import SilhouetteRuntime

/// The network that the page has loaded; a module runs on one thread.
nonisolated(unsafe) private var network: Network?

/// Why the last load failed, as UTF-8 ended by 0.
nonisolated(unsafe) private var message: [UInt8] = [0]

/// A plan and its memory.
private final class Network {
  private var session: Session

  init(_ plan: Plan) {
    session = Session(plan, workers: WorkerPool(threads: 1))
  }

  var inputCount: Int { session.plan.inputs[0].shape.elementCount }
  var outputCount: Int { session.plan.outputs[0].shape.elementCount }

  /// The places stay the same as long as the network lives.
  var input: UnsafeMutableRawPointer? { session.withInput(0) { $0.baseAddress } }
  var output: UnsafeRawPointer? { session.withOutput(0) { $0.baseAddress } }

  func run() { session.run() }
}

/// Makes the embedded general network ready.
///
/// - Returns: 0, or 1 with a sentence at ``errorMessage()``.
@_expose(wasm, "silhouette_load")
@_cdecl("silhouette_load")
public func load() -> Int32 {
  let model = slh_model_general()
  let graph: Graph
  do throws(FormatError) {
    graph = try ModelFile.graph(from: Bytes(staticBase: model.bytes, count: model.size))
  } catch {
    return fail(error.description)
  }
  do throws(RuntimeError) {
    network = Network(try Plan(graph))
  } catch {
    return fail(error.description)
  }
  return 0
}

private func fail(_ reason: String) -> Int32 {
  message = Array(reason.utf8) + [0]
  return 1
}

/// Where the message of the last failure lies until the next one.
@_expose(wasm, "silhouette_error_message")
@_cdecl("silhouette_error_message")
public func errorMessage() -> UnsafePointer<UInt8>? {
  message.withUnsafeBufferPointer { $0.baseAddress }
}

/// How many float32 numbers the input takes: rows of RGB, 0…1.
@_expose(wasm, "silhouette_input_count")
@_cdecl("silhouette_input_count")
public func inputCount() -> Int32 { Int32(network?.inputCount ?? 0) }

/// How many float32 numbers the mask has: rows of probabilities.
@_expose(wasm, "silhouette_output_count")
@_cdecl("silhouette_output_count")
public func outputCount() -> Int32 { Int32(network?.outputCount ?? 0) }

/// Where the input lies in the module's memory.
@_expose(wasm, "silhouette_input")
@_cdecl("silhouette_input")
public func input() -> UnsafeMutableRawPointer? { network?.input }

/// Where the mask lies after a run.
@_expose(wasm, "silhouette_output")
@_cdecl("silhouette_output")
public func output() -> UnsafeRawPointer? { network?.output }

/// From the input to the mask.
@_expose(wasm, "silhouette_run")
@_cdecl("silhouette_run")
public func run() { network?.run() }
