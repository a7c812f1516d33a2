/// Whole numbers that are joined two by two to sets, each known by its smallest member.
struct DisjointSets {
  private var parents: [Int32]

  /// Every number of `0 ..< count` alone.
  init(count: Int) {
    parents = (0..<Int32(count)).map { $0 }
  }

  /// The smallest member of the set that `member` is in.
  mutating func root(of member: Int) -> Int {
    var root = Int32(member)
    while parents[Int(root)] != root { root = parents[Int(root)] }
    var next = Int32(member)
    while parents[Int(next)] != root { (parents[Int(next)], next) = (root, parents[Int(next)]) }
    return Int(root)
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(of: a), root(of: b))
    parents[max(first, second)] = Int32(min(first, second))
  }
}
