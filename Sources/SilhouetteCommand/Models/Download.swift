import SilhouetteMedia
import SilhouetteZoo

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One file from one address into a ``PartFile``, over as many connections as it takes.
struct Download {
  enum Failure: Error {
    /// Nothing is reachable: the machine has no network, or the address no server.
    case noConnection(String)
    /// The server has no such file, or sends something that it is not.
    case unusable(String)
    /// Nothing that another address would change.
    case command(CommandFailure)
  }

  let address: String
  /// More than this is not taken.
  let byteLimit: Int
  let stallSeconds: Int
  let console: Console

  /// Connections in a row that may bring nothing, and connections at all.
  private static let fruitlessAttempts = 4
  private static let attempts = 40

  func run(into part: PartFile) throws(Failure) {
    defer { console.showStatus("") }
    var fruitless = 0
    var hasReceived = false
    for _ in 0..<Download.attempts {
      let before = part.byteCount
      switch try attempt(part) {
      case .done: return
      case .unreachable(let reason) where !hasReceived: throw .noConnection(reason)
      case .unreachable(let reason), .brokeOff(let reason):
        hasReceived = hasReceived || part.byteCount > before
        fruitless = part.byteCount > before ? 0 : fruitless + 1
        guard fruitless < Download.fruitlessAttempts else {
          throw .unusable("\(address.escaped): \(reason), \(fruitless) times in a row")
        }
        // 0.25, 0.5, 1 s: a server that is overloaded gets time.
        usleep(useconds_t(250_000 << max(fruitless - 1, 0)))
      }
    }
    throw .unusable("\(address.escaped): broke off \(Download.attempts) times")
  }

  private enum Outcome {
    case done
    case unreachable(String)
    case brokeOff(String)
  }

  private func attempt(_ part: PartFile) throws(Failure) -> Outcome {
    var request = HTTPRequest(address: address)
    request.stallSeconds = stallSeconds
    request.connectSeconds = stallSeconds
    request.offset = part.byteCount
    request.validator = part.validator
    var reception = Reception(download: self, part: part)
    let answer: HTTPAnswer
    do throws(TransferError) {
      answer = try request.perform { reception.take($0, $1) }
    } catch {
      if let failure = reception.failure { throw failure }
      switch error {
      case .noConnection(let reason): return .unreachable(reason)
      case .brokeOff: return .brokeOff(error.description)
      case .libraryMissing: throw .command(CommandFailure(error.description))
      case .redirected, .stopped, .failed:
        throw .unusable("\(address.escaped): \(error.description.escaped)")
      }
    }
    return try outcome(of: answer, part)
  }

  /// What an answer that came whole means.
  private func outcome(of answer: HTTPAnswer, _ part: PartFile) throws(Failure) -> Outcome {
    switch answer.status {
    case 200, 206:
      let total = answer.totalBytes ?? part.byteCount
      guard part.byteCount > 0, part.byteCount == total else {
        return .brokeOff("\(part.byteCount) of \(total) bytes came")
      }
      return .done
    case 416 where part.byteCount > 0 && answer.totalBytes == part.byteCount:
      // An earlier run had it whole, and was ended before it was used.
      return .done
    case 416:
      // What we have is no beginning of what the server has.
      do throws(CommandFailure) {
        try part.restart(address: address, validator: nil)
      } catch { throw .command(error) }
      return .brokeOff("the server cannot go on from where it stopped")
    case 408, 429, 500...599: return .brokeOff("the server answers \(answer.status)")
    default: throw .unusable("\(address.escaped): the server answers \(answer.status)")
    }
  }

  /// Where the bytes of one answer go.
  private struct Reception {
    let download: Download
    let part: PartFile
    private(set) var failure: Failure?
    private var hasBegun = false
    private var bar: ProgressBar?

    init(download: Download, part: PartFile) {
      self.download = download
      self.part = part
    }

    /// False ends the transfer, for the reason in ``failure``.
    mutating func take(_ answer: HTTPAnswer, _ bytes: UnsafeRawBufferPointer) -> Bool {
      // An error's page is not the file.
      guard answer.status == 200 || answer.status == 206 else { return true }
      do throws(Failure) {
        if !hasBegun { try begin(answer) }
        let (count, total) = (part.byteCount + bytes.count, answer.totalBytes)
        guard count <= min(total ?? Int.max, download.byteLimit) else {
          throw .unusable(
            "\(download.address.escaped): more than the \(total ?? download.byteLimit) bytes "
              + "that it may have")
        }
        do throws(CommandFailure) { try part.append(bytes) } catch { throw .command(error) }
        show()
        return true
      } catch {
        failure = error
        return false
      }
    }

    private mutating func begin(_ answer: HTTPAnswer) throws(Failure) {
      hasBegun = true
      if let total = answer.totalBytes {
        guard total <= download.byteLimit else {
          throw .unusable(
            "\(download.address.escaped): \(total) bytes are more than the limit of "
              + "\(download.byteLimit)")
        }
        bar = ProgressBar(
          total: total, start: Moment.wallNow(), unit: .bytes, done: part.byteCount)
      }
      // 200 sends all again: the server cannot resume, or has another file by now.
      guard answer.status == 200 || answer.firstByte != part.byteCount else { return }
      guard answer.status == 200 else {
        throw .unusable(
          "\(download.address.escaped): the server goes on at byte \(answer.firstByte) instead of "
            + "\(part.byteCount)")
      }
      do throws(CommandFailure) {
        try part.restart(address: download.address, validator: answer.validator)
      } catch { throw .command(error) }
      bar?.restart()
    }

    private mutating func show() {
      let now = Moment.wallNow()
      guard bar?.advance(to: part.byteCount, at: now) == true, let bar else { return }
      download.console.showStatus(bar.text(columns: download.console.columns, at: now))
    }
  }
}
