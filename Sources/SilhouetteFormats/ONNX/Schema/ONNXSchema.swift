/// Field numbers of `onnx.proto3`, as far as they are read or written here.
enum ONNXSchema {
  enum Model {
    static let irVersion = 1
    static let producer = 2
    static let graph = 7
    static let operatorSets = 8
    static let metadata = 14
    static let functions = 25
  }

  enum OperatorSet {
    static let domain = 1
    static let version = 2
  }

  enum MetadataEntry {
    static let key = 1
    static let value = 2
  }

  enum Graph {
    static let nodes = 1
    static let name = 2
    static let initializers = 5
    static let inputs = 11
    static let outputs = 12
    static let sparseInitializers = 15
  }

  enum Node {
    static let inputs = 1
    static let outputs = 2
    static let name = 3
    static let operatorType = 4
    static let attributes = 5
    static let domain = 7
  }

  enum Attribute {
    static let name = 1
    static let float = 2
    static let integer = 3
    static let string = 4
    static let tensor = 5
    static let graph = 6
    static let floats = 7
    static let integers = 8
    static let graphs = 11
    /// Says which of the fields holds the content; readers do not look at it otherwise.
    static let type = 20
  }

  enum AttributeType {
    static let float = 1
    static let integer = 2
    static let string = 3
    static let integers = 7
  }

  enum Tensor {
    static let dimensions = 1
    static let dataType = 2
    static let segment = 3
    static let floatData = 4
    static let int32Data = 5
    static let int64Data = 7
    static let name = 8
    static let rawData = 9
    static let externalData = 13
    static let dataLocation = 14
  }

  enum ValueInfo {
    static let name = 1
    static let type = 2
  }

  enum TypeInfo {
    static let tensor = 1
    static let elementType = 1
    static let shape = 2
    static let dimension = 1
    static let dimensionValue = 1
  }

  /// The operator sets whose rules the reader knows.
  static let operatorSetVersions = 9...17
  /// The first set that keeps quantisation along an axis; every runtime of today takes it.
  static let writtenOperatorSet = 13
  /// The version of the format that came with that set.
  static let writtenIRVersion = 7
}
