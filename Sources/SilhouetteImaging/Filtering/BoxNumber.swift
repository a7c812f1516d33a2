import CSilhouetteKernels

/// Numbers that are summed over boxes. Sums of whole ones are exact if they fit.
protocol BoxNumber: BitwiseCopyable, AdditiveArithmetic {
  /// A row of windows becomes part of sums, and another one leaves them: sums, the row, the one that
  /// leaves, input, scratch, count, step and length of a window (`slh_imaging.h`).
  static var enterBox: EnterBox<Self> { get }
  /// A row of windows leaves sums: sums, the row and count.
  static var leaveBox: LeaveBox<Self> { get }
}

typealias EnterBox<Number> = (
  UnsafeMutablePointer<Number>, UnsafeMutablePointer<Number>, UnsafePointer<Number>?,
  UnsafePointer<Number>, UnsafeMutablePointer<Number>, Int, Int, Int
) -> Void

typealias LeaveBox<Number> = (UnsafeMutablePointer<Number>, UnsafePointer<Number>, Int) -> Void

extension Double: BoxNumber {
  static var enterBox: EnterBox<Double> { slh_box_enter_f64 }
  static var leaveBox: LeaveBox<Double> { slh_box_leave_f64 }
}

extension Float: BoxNumber {
  static var enterBox: EnterBox<Float> { slh_box_enter_f32 }
  static var leaveBox: LeaveBox<Float> { slh_box_leave_f32 }
}

extension Int32: BoxNumber {
  static var enterBox: EnterBox<Int32> { slh_box_enter_i32 }
  static var leaveBox: LeaveBox<Int32> { slh_box_leave_i32 }
}
