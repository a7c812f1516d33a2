/// Three equations, row by row `[A | y]`.
package enum LinearSystem {
  /// Gauss-Jordan elimination with the largest pivot: x of A x = y.
  package static func solution(of system: [[Double]]) -> [Double] {
    var rows = system
    for column in 0..<3 {
      let pivot = (column..<3).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(column, pivot)
      for row in 0..<3 where row != column {
        let share = rows[row][column] / rows[column][column]
        for place in 0..<4 { rows[row][place] -= share * rows[column][place] }
      }
    }
    return (0..<3).map { rows[$0][3] / rows[$0][$0] }
  }
}
