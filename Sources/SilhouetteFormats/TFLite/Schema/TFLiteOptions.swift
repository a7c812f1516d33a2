/// Field numbers of the operators' option tables. `unionType` is the number by which an operator
/// says which of them it carries.
enum TFLiteOptions {
  enum Convolution {
    static let unionType: UInt8 = 1
    static let padding = 0
    static let strideWidth = 1
    static let strideHeight = 2
    static let activation = 3
    static let dilationWidth = 4
    static let dilationHeight = 5
  }

  enum DepthwiseConvolution {
    static let unionType: UInt8 = 2
    static let padding = 0
    static let strideWidth = 1
    static let strideHeight = 2
    static let depthMultiplier = 3
    static let activation = 4
    static let dilationWidth = 5
    static let dilationHeight = 6
  }

  enum TransposedConvolution {
    static let unionType: UInt8 = 49
    static let padding = 0
    static let strideWidth = 1
    static let strideHeight = 2
    static let activation = 3
  }

  enum FullyConnected {
    static let unionType: UInt8 = 8
    static let activation = 0
    static let weightsFormat = 1
    static let keepsAxes = 2
  }

  enum Pool {
    static let unionType: UInt8 = 5
    static let padding = 0
    static let strideWidth = 1
    static let strideHeight = 2
    static let filterWidth = 3
    static let filterHeight = 4
    static let activation = 5
  }

  /// ADD, SUB, MUL and DIV have a table each, all with this one field in common.
  enum Arithmetic {
    static let addUnionType: UInt8 = 11
    static let multiplyUnionType: UInt8 = 21
    static let subtractUnionType: UInt8 = 28
    static let divideUnionType: UInt8 = 29
    static let activation = 0
  }

  enum MaximumMinimum {
    static let unionType: UInt8 = 39
  }

  enum LeakyRelu {
    static let unionType: UInt8 = 75
    static let alpha = 0
  }

  enum Softmax {
    static let unionType: UInt8 = 9
    static let beta = 0
  }

  enum Reducer {
    static let unionType: UInt8 = 27
    static let keepsAxes = 0
  }

  enum ArgMax {
    static let unionType: UInt8 = 40
    static let outputType = 0
  }

  enum ResizeBilinear {
    static let unionType: UInt8 = 15
    static let alignCorners = 2
    static let halfPixelCenters = 3
  }

  enum ResizeNearest {
    static let unionType: UInt8 = 74
    static let alignCorners = 0
    static let halfPixelCenters = 1
  }

  enum Concatenation {
    static let unionType: UInt8 = 10
    static let axis = 0
    static let activation = 1
  }

  enum SplitSizes {
    static let unionType: UInt8 = 79
    static let count = 0
  }

  enum StridedSlice {
    static let unionType: UInt8 = 32
    static let beginMask = 0
    static let endMask = 1
    static let ellipsisMask = 2
    static let newAxisMask = 3
    static let shrinkAxisMask = 4
    /// Whether `end` counts from `begin`.
    static let offset = 5
  }

  enum Gather {
    static let unionType: UInt8 = 23
    static let axis = 0
    static let batchDimensions = 1
  }

  enum Cast {
    static let unionType: UInt8 = 37
    static let from = 0
    static let to = 1
  }

  enum Padding: Int8 {
    case same = 0
    case valid = 1
  }

  enum Activation: Int8 {
    case none = 0
    case relu = 1
    case reluMinusOneToOne = 2
    case relu6 = 3
    case tanh = 4
    case signBit = 5
  }
}
