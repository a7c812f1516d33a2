import Foundation
import Testing

@testable import SilhouetteCommand

@Suite("JSON")
struct JSONValueTests {
  @Test("Any text survives a JSON reader")
  func strings() throws {
    let texts = [
      "", "a\"b\\c/", "line\nline\ttab\r", "\u{0}\u{1F}\u{7F}\u{2028}", "ü 日本 😀 \u{10FFFF}",
    ]
    for text in texts {
      let line = JSONValue.array([.string(text)]).text
      #expect(!line.contains("\n"))
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String] == [text])
    }
  }

  @Test("Values print as JSON, keys in their order")
  func values() {
    let value: JSONValue = [
      "b": 1, "a": [true, .null, .number(0.5)], "c": .rounded(2.0 / 3, digits: 3),
      "d": .number(.infinity), "e": .milliseconds(0.0012344),
    ]
    #expect(
      value.text
        == #"{"b": 1, "a": [true, null, 0.5], "c": 0.667, "d": null, "e": 1.234}"#)
  }
}
