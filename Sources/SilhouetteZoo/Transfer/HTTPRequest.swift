import CSilhouetteTransfer

/// One GET, whose answer is handed on as it comes.
package struct HTTPRequest {
  package let address: String
  /// The first byte wanted.
  package var offset = 0
  /// What ``HTTPAnswer/validator`` was when the bytes before ``offset`` came.
  package var validator: String?
  package var connectSeconds = 20
  /// The connection is given up when nothing has come for this long.
  package var stallSeconds = 30

  package init(address: String) {
    self.address = address
  }

  /// Returns when the answer has come whole, whatever its status.
  ///
  /// - Parameter receive: gets the answer's head with each piece of its body; false stops.
  package func perform(
    _ receive: (HTTPAnswer, UnsafeRawBufferPointer) -> Bool
  ) throws(TransferError) -> HTTPAnswer {
    try withoutActuallyEscaping(receive) { (receive) throws(TransferError) -> HTTPAnswer in
      let receiver = Receiver(receive)
      var error = slh_error()
      guard send(to: receiver, &error) else { throw TransferError(error, library: .curl) }
      return receiver.answer
    }
  }

  private func send(to receiver: Receiver, _ error: inout slh_error) -> Bool {
    address.withCString { address in
      "silhouette".withCString { agent in
        (validator.map { "If-Range: \($0)" } ?? "").withCString { condition in
          var request = slh_http_request()
          request.address = address
          request.user_agent = agent
          request.offset = Int64(offset)
          request.condition = validator == nil ? nil : condition
          request.connect_seconds = connectSeconds
          request.stall_seconds = stallSeconds
          request.context = Unmanaged.passUnretained(receiver).toOpaque()
          request.header = { context, line, count in
            guard let context, let line else { return false }
            let bytes = UnsafeRawBufferPointer(start: line, count: count)
            Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue().answer.add(
              headerLine: String(decoding: bytes, as: UTF8.self))
            return true
          }
          request.body = { context, bytes, count in
            guard let context else { return false }
            let receiver = Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue()
            return receiver.receive(
              receiver.answer, UnsafeRawBufferPointer(start: bytes, count: count))
          }
          return withExtendedLifetime(receiver) { slh_http_get(&request, &error) }
        }
      }
    }
  }

  private final class Receiver {
    var answer = HTTPAnswer()
    let receive: (HTTPAnswer, UnsafeRawBufferPointer) -> Bool

    init(_ receive: @escaping (HTTPAnswer, UnsafeRawBufferPointer) -> Bool) {
      self.receive = receive
    }
  }
}
