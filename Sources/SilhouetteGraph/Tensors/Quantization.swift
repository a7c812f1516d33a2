/// How integers stand for real numbers: `real = scale · (q − zeroPoint)`.
///
/// One scale for the whole tensor (`axis == nil`) or one for each index along `axis`.
public struct Quantization: Hashable, Sendable {
  public var scales: [Float]
  public var zeroPoints: [Int32]
  /// The axis of the value (not of the file) along which scales differ.
  public var axis: Int?

  /// Per tensor.
  public init(scale: Float, zeroPoint: Int32) {
    scales = [scale]
    zeroPoints = [zeroPoint]
    axis = nil
  }

  /// Per channel: `scales` and `zeroPoints` have as many elements as the axis is long.
  public init(scales: [Float], zeroPoints: [Int32], axis: Int) {
    self.scales = scales
    self.zeroPoints = zeroPoints
    self.axis = axis
  }

  /// The scale of a per-tensor quantisation, or of index 0.
  public var scale: Float { scales[0] }
  /// The zero point of a per-tensor quantisation, or of index 0.
  public var zeroPoint: Int32 { zeroPoints[0] }
}
