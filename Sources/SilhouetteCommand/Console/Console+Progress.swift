extension Console {
  /// Calls `body` with one item after another; of several, a line on the terminal says how far it is.
  func showingProgress<Item, Failure>(
    through items: [Item], _ body: (Item) throws(Failure) -> Void
  ) throws(Failure) {
    var bar = ProgressBar(total: items.count, start: Moment.wallNow())
    defer { showStatus("") }
    for item in items {
      try body(item)
      let now = Moment.wallNow()
      if bar.advance(at: now), items.count > 1 { showStatus(bar.text(columns: columns, at: now)) }
    }
  }

  /// The same, but what fails is said, and the others go on.
  ///
  /// - Returns: how many failed.
  func countingFailures<Item>(
    through items: [Item], _ body: (Item) throws(CommandFailure) -> Void
  ) -> Int {
    var failed = 0
    showingProgress(through: items) { item in
      do throws(CommandFailure) { try body(item) } catch {
        self.error(error.message, hint: error.hint)
        failed += 1
      }
    }
    return failed
  }
}
