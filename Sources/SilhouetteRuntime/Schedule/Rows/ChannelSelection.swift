import CSilhouetteKernels
import SilhouetteGraph

/// A channel of a blocked picture.
struct ChannelSource: Equatable {
  let picture: PictureID
  let channel: Int
}

/// Blocked pictures whose rows lie side by side in one container, so that a kernel finds any of
/// their channels by an offset: what a concatenation makes of its operands without a copy.
struct PictureGroups {
  private var members: [[PictureID]] = []
  /// By picture.
  private var groups: [Int?] = []

  /// Puts pictures, and whatever already lies with them, into one group.
  mutating func unite(_ pictures: [PictureID]) {
    var target: Int?
    for picture in pictures {
      while groups.count <= picture.index { groups.append(nil) }
      let group = groups[picture.index] ?? start(with: picture)
      if let target, target != group { merge(group, into: target) }
      target = target ?? group
    }
  }

  private mutating func start(with picture: PictureID) -> Int {
    members.append([picture])
    groups[picture.index] = members.count - 1
    return members.count - 1
  }

  private mutating func merge(_ group: Int, into target: Int) {
    for member in members[group] { groups[member.index] = target }
    members[target] += members[group]
    members[group] = []
  }

  /// Groups of more than one.
  var shared: [[PictureID]] { members.filter { $0.count > 1 } }
}

extension Scheduler {
  /// Concatenated channels stay where their makers put them: pictures of one container.
  mutating func chooseConcatenation(_ operation: Concatenation, _ node: Node) -> Bool {
    let shape = graph[node.outputs[0]].shape
    guard operation.axis == 3, operation.activation == .identity, isSelectable(shape) else {
      return false
    }
    // What is dense and read in passing stays dense.
    for input in node.inputs {
      if !isPicture(input) || isDense[input.index] && blocked[input.index] == nil { return false }
    }
    var sources: [ChannelSource] = []
    for input in node.inputs { sources += channelSources(of: input) }
    groups.unite(sources.map { $0.picture })
    select(sources, as: node.outputs[0])
    return true
  }

  mutating func chooseSplit(_ operation: Split, _ node: Node) -> Bool {
    guard operation.axis == 3, let sources = selectableSources(node) else { return false }
    var start = 0
    for (output, size) in zip(node.outputs, operation.sizes) {
      select(Array(sources[start..<start + size]), as: output)
      start += size
    }
    return true
  }

  mutating func chooseGather(_ operation: Gather, _ node: Node) -> Bool {
    guard operation.axis == 3, let sources = selectableSources(node) else { return false }
    select(operation.indices.map { sources[$0] }, as: node.outputs[0])
    return true
  }

  mutating func chooseSlice(_ operation: Slice, _ node: Node) -> Bool {
    let shape = graph[node.inputs[0]].shape
    guard operation.sizes.dropLast() == shape.dimensions.dropLast(),
      operation.steps.dropLast().allSatisfy({ $0 == 1 }), let sources = selectableSources(node)
    else { return false }
    let channels = (0..<operation.sizes[3]).map { operation.starts[3] + $0 * operation.steps[3] }
    select(channels.map { sources[$0] }, as: node.outputs[0])
    return true
  }

  /// Means and gates of single pixels are read as dense vectors.
  private func isSelectable(_ shape: Shape) -> Bool { shape[1] * shape[2] > 1 }

  private mutating func selectableSources(_ node: Node) -> [ChannelSource]? {
    let input = node.inputs[0]
    guard isSelectable(graph[input].shape),
      !isDense[input.index] || blocked[input.index] != nil
    else { return nil }
    return channelSources(of: input)
  }

  private mutating func channelSources(of value: ValueID) -> [ChannelSource] {
    if let sources = selections[value.index] { return sources }
    let picture = requireBlocked(value)
    return (0..<graph[value].shape[3]).map { ChannelSource(picture: picture, channel: $0) }
  }

  private mutating func select(_ sources: [ChannelSource], as value: ValueID) {
    let picture = sources[0].picture
    let whole = pictures[picture.index].channels
    if sources == (0..<whole).map({ ChannelSource(picture: picture, channel: $0) }) {
      blocked[value.index] = picture
    } else {
      selections[value.index] = sources
    }
  }

  /// The chosen channels as a picture of their own, for readers that go through whole blocks.
  mutating func appendSelection(_ sources: [ChannelSource], to value: ValueID) {
    append(
      value, title: "select \(graph[value].name)",
      attributes: slh_row_operator(kernel: kernels.select), input: sources[0].picture,
      selection: sources, rowWork: graph[value].shape[2] * sources.count)
  }

  /// Gives every group its container and every selection its place in it.
  mutating func placeGroups() {
    let vector = packing.vector
    for group in groups.shared {
      let first = pictures[group[0].index]
      let blocks = group.reduce(0) { $0 + pictures[$1.index].blocks(vector) }
      let left = group.reduce(0) { max($0, pictures[$1.index].left) }
      let right = group.reduce(0) { max($0, pictures[$1.index].right) }
      var wide = RowPicture(
        [first.batch, first.height, first.width, blocks * vector], layout: .blocked)
      wide.widenMargins(left: left, right: right)
      let container = add(wide)
      var block = 0
      for member in group {
        pictures[member.index].place(
          in: .init(picture: container, firstBlock: block, blocks: blocks), left: left,
          right: right)
        block += pictures[member.index].blocks(vector)
      }
    }
    for (index, item) in items.enumerated() {
      guard case .row(var step) = item, !step.selection.isEmpty,
        let container = pictures[step.input.index].container
      else { continue }
      step.input = container.picture
      items[index] = .row(step)
    }
  }
}
