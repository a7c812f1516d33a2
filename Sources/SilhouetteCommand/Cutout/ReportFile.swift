import SilhouetteMedia
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// `--report`: one JSON object on each line, in the order of the inputs, written as they are done.
///
/// It grows line by line, so that a run that is interrupted leaves the lines of what it finished.
final class ReportFile: Sendable {
  private struct State {
    var waiting: [Int: String] = [:]
    var next = 0
    var error: MediaError?
  }

  private let path: FilePath
  private let descriptor: Int32
  private let state = Mutex(State())

  /// - Parameter replaces: whether a report that is there already may be lost.
  init(at path: FilePath, replacing replaces: Bool) throws(CommandFailure) {
    self.path = path
    guard !path.isStandardStream else {
      descriptor = STDOUT_FILENO
      return
    }
    let isSpecial = FileStatus(of: path)?.kind == .stream
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isSpecial ? 0 : replaces ? O_TRUNC : O_EXCL)
    descriptor = path.withCString { open($0, flags, 0o666) }
    guard descriptor >= 0 else {
      let exists = errno == EEXIST
      throw CommandFailure(
        MediaError.lastFailure(of: "write", path).description,
        hint: exists ? "--overwrite replaces it" : nil)
    }
  }

  deinit {
    if descriptor > STDERR_FILENO { close(descriptor) }
  }

  /// The line of entry number `index`; it is written once those before it are.
  func add(_ line: JSONValue, at index: Int) {
    state.withLock { state in
      state.waiting[index] = line.text
      while let text = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        write(text, &state)
      }
    }
  }

  /// A line behind all others.
  func finish(_ line: JSONValue) {
    state.withLock { write(line.text, &$0) }
  }

  /// Whether the reader of standard output has gone.
  var isClosed: Bool {
    if case .brokenPipe = state.withLock({ $0.error }) { true } else { false }
  }

  /// What went wrong in writing, if anything did that is not the reader's wish.
  var failure: String? {
    switch state.withLock({ $0.error }) {
    case nil, .brokenPipe: nil
    case .some(let error): error.description
    }
  }

  private func write(_ text: String, _ state: inout State) {
    guard state.error == nil else { return }
    do throws(MediaError) {
      try OutputStream(descriptor: descriptor, name: path.description)
        .write(Array((text + "\n").utf8))
    } catch {
      state.error = error
    }
  }
}
