import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An HTTP server on this machine for the length of a test, which can misbehave.
public final class FileServer: Sendable {
  public struct Request: Sendable {
    public let path: String
    /// The byte that a `Range` starts at.
    public let firstByte: Int?
    public let condition: String?
  }

  /// What is sent: exactly this, then the connection is closed.
  public struct Answer: Sendable {
    public var head: String
    public var body: [UInt8]
    /// Seconds of silence in which a client may go away.
    public var delay = 0
    /// How much of the body comes before the silence.
    public var delayedFrom = 0

    public init(head: String, body: [UInt8] = []) {
      self.head = head
      self.body = body
    }

    public static func status(_ status: Int, _ headers: String...) -> Answer {
      Answer(
        head: (["HTTP/1.1 \(status) x", "Content-Length: 0"] + headers).joined(separator: "\r\n"))
    }

    /// All of `bytes`, or what is asked for of them, as an honest server sends it.
    public static func file(_ bytes: [UInt8], tag: String, to request: Request) -> Answer {
      if request.firstByte == bytes.count, request.condition == tag {
        return .status(416, "Content-Range: bytes */\(bytes.count)")
      }
      guard let first = request.firstByte, first < bytes.count, request.condition == tag else {
        return Answer(
          head: "HTTP/1.1 200 OK\r\nETag: \(tag)\r\nContent-Length: \(bytes.count)", body: bytes)
      }
      return Answer(
        head: "HTTP/1.1 206 Partial\r\nETag: \(tag)\r\nContent-Length: \(bytes.count - first)"
          + "\r\nContent-Range: bytes \(first)-\(bytes.count - 1)/\(bytes.count)",
        body: Array(bytes[first...]))
    }

    /// The same, but the connection ends after `count` bytes of the body.
    public func cutOff(after count: Int) -> Answer {
      Answer(head: head, body: Array(body.prefix(count)))
    }
  }

  public struct Unavailable: Error {}

  public let address: String
  private let descriptor: CInt
  private let seen = Mutex<[Request]>([])

  /// All requests so far.
  public var requests: [Request] { seen.withLock { $0 } }

  /// - Parameter answer: is given the request and how many came before it.
  public init(_ answer: @escaping @Sendable (Request, Int) -> Answer) throws {
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    #endif
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = self.descriptor
    let isListening = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        bind(descriptor, name, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, name, &length) == 0
      }
    }
    guard isListening else { throw Unavailable() }
    address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))/"
    FileServer.onThread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        if let self, let request = FileServer.read(connection) {
          let index = self.seen.withLock { seen in
            seen.append(request)
            return seen.count - 1
          }
          FileServer.send(answer(request, index), to: connection)
        }
        close(connection)
      }
    }
  }

  deinit {
    shutdown(descriptor, CInt(SHUT_RDWR))
    close(descriptor)
  }

  private static func read(_ connection: CInt) -> Request? {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !text.contains("\r\n\r\n") {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    let lines = text.split(separator: "\r\n").map(String.init)
    func header(_ name: String) -> String? {
      lines.first { $0.lowercased().hasPrefix(name + ": ") }.map {
        String($0.dropFirst(name.count + 2))
      }
    }
    let range = header("range").flatMap { Int($0.dropFirst("bytes=".count).dropLast()) }
    let path = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? ""
    return Request(path: path, firstByte: range, condition: header("if-range"))
  }

  private static func send(_ answer: Answer, to connection: CInt) {
    func send(_ bytes: [UInt8]) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
    send(Array((answer.head + "\r\nConnection: close\r\n\r\n").utf8))
    send(Array(answer.body.prefix(answer.delayedFrom)))
    if answer.delay > 0 {
      var client = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
      poll(&client, 1, CInt(answer.delay) * 1000)
    }
    send(Array(answer.body.dropFirst(answer.delayedFrom)))
    shutdown(connection, CInt(SHUT_WR))
  }

  private final class Body: Sendable {
    let call: @Sendable () -> Void
    init(_ call: @escaping @Sendable () -> Void) { self.call = call }
  }

  private static func onThread(_ body: @escaping @Sendable () -> Void) {
    // A client that goes away is no reason to end the tests.
    signal(SIGPIPE, SIG_IGN)
    let argument = Unmanaged.passRetained(Body(body)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(
        &thread, nil,
        { context in
          Unmanaged<Body>.fromOpaque(context).takeRetainedValue().call()
          return nil
        }, argument)
      if code == 0, let thread { pthread_detach(thread) }
    #else
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { context in
          if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().call() }
          return nil
        }, argument)
      if code == 0 { pthread_detach(thread) }
    #endif
  }
}
