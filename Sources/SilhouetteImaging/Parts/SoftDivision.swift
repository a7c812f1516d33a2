/// Divides what is softly connected between parts that stay and parts that go, where alpha is lowest.
///
/// A flood by levels (F. Meyer, Topographic distance and watershed lines, 1994): from the parts outwards
/// every pixel goes to whoever reaches it along the more opaque way; of equally opaque ones to the
/// nearer. So a lock of hair stays with its head, and a cut runs where it shows least. Alone in its
/// order of work, so that its result does not depend on threads.
struct SoftDivision {
  private enum State {
    static let outside: UInt8 = 0
    static let open: UInt8 = 1
    static let stays: UInt8 = 2
    static let goes: UInt8 = 3
  }

  private let soft: ConnectedRuns
  private let isDivided: [Bool]
  private let parts: AlphaParts
  private let isKept: [Bool]
  /// Around all that is divided.
  private let area: PixelRect
  /// A frame of `outside` makes the neighbours of border pixels readable.
  private let stride: Int
  /// From a place to those beside it.
  private let neighbors: [Int]

  /// - Parameters:
  ///   - soft: what is softly connected.
  ///   - isDivided: for each of its components; at least one is.
  init(_ soft: ConnectedRuns, isDivided: [Bool], _ parts: AlphaParts, _ isKept: [Bool]) {
    self.soft = soft
    self.isDivided = isDivided
    self.parts = parts
    self.isKept = isKept
    var area = PixelRect(x: 0, y: 0, width: 0, height: 0)
    for (index, component) in soft.components.enumerated() where isDivided[index] {
      area = area.width == 0 ? component.box : area.union(component.box)
    }
    self.area = area
    stride = area.width + 2
    let sides = [-stride, -1, 1, stride]
    let corners = [-stride - 1, 1 - stride, stride - 1, stride + 1]
    neighbors = parts.corners ? sides + corners : sides
  }

  func apply(to picture: MutablePixelView) {
    let states = Plane<UInt8>(width: stride, height: area.height + 2)
    states.base.update(repeating: State.outside, count: stride * (area.height + 2))
    mark(states)
    flood(states, picture.readOnly)
    for y in 0..<area.height {
      let row = states.row(y + 1) + 1
      for x in 0..<area.width where row[x] == State.goes {
        picture.setAlpha(isPerson: false, at: area.y + y, area.x + x..<area.x + x + 1)
      }
    }
  }

  /// The parts' pixels have their fate; all others that are divided, fragments too, are open.
  private func mark(_ states: borrowing Plane<UInt8>) {
    let holders = soft.holders(of: parts.cores)
    for y in area.y..<area.y + area.height {
      let row = states.row(y - area.y + 1) + (1 - area.x)
      for run in soft.indices(ofRow: y) where isDivided[Int(soft.runs[run].component)] {
        let columns = soft.runs[run].columns
        (row + columns.lowerBound).update(repeating: State.open, count: columns.count)
      }
      for run in parts.cores.indices(ofRow: y) {
        let core = Int(parts.cores.runs[run].component)
        guard isDivided[holders[core]], let part = parts.partOfCore[core] else { continue }
        let columns = parts.cores.runs[run].columns
        (row + columns.lowerBound).update(
          repeating: isKept[part] ? State.stays : State.goes, count: columns.count)
      }
    }
  }

  private func flood(_ states: borrowing Plane<UInt8>, _ picture: PixelView) {
    var queues = [[Int]](repeating: [], count: 256)
    fillFirst(&queues, states, picture)
    for level in queues.indices.reversed() {
      var next = 0
      while next < queues[level].count {
        let place = queues[level][next]
        next += 1
        for neighbor in neighbors where states.base[place + neighbor] == State.open {
          states.base[place + neighbor] = states.base[place]
          // What lies behind a less opaque pixel waits as long as that does.
          let opacity = min(level, opacity(of: place + neighbor, in: picture))
          queues[opacity].append(place + neighbor)
        }
      }
      queues[level] = []
    }
  }

  /// The open pixels beside parts; those of parts that stay go first.
  private func fillFirst(
    _ queues: inout [[Int]], _ states: borrowing Plane<UInt8>, _ picture: PixelView
  ) {
    var found: [(place: Int, state: UInt8)] = []
    for y in 0..<area.height {
      for x in 0..<area.width {
        let place = (y + 1) * stride + x + 1
        guard states.base[place] == State.open else { continue }
        var least = UInt8.max
        for neighbor in neighbors where states.base[place + neighbor] > State.open {
          least = min(least, states.base[place + neighbor])
        }
        if least != .max { found.append((place, least)) }
      }
    }
    for state in [State.stays, State.goes] {
      for entry in found where entry.state == state {
        states.base[entry.place] = state
        queues[opacity(of: entry.place, in: picture)].append(entry.place)
      }
    }
  }

  /// 0…255 of a place among the states.
  private func opacity(of place: Int, in picture: PixelView) -> Int {
    let x = area.x + place % stride - 1
    let row = picture.row(area.y + place / stride - 1)
    return picture.format.bytesPerChannel == 1
      ? Int(row[x]) : Int(row.loadUnaligned(fromByteOffset: 2 * x, as: UInt16.self) >> 8)
  }
}

extension PixelRect {
  /// The smallest rectangle around both.
  fileprivate func union(_ other: PixelRect) -> PixelRect {
    let (left, top) = (min(x, other.x), min(y, other.y))
    let right = max(x + width, other.x + other.width)
    let bottom = max(y + height, other.y + other.height)
    return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
  }
}
