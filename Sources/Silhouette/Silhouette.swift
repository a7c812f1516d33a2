// An app imports one module: pictures in memory and the bytes of a model come with it.
@_exported import SilhouetteImaging

@_exported import class SilhouetteGraph.Bytes
@_exported import struct SilhouetteGraph.Graph
@_exported import struct SilhouetteGraph.Preprocessing
@_exported import enum SilhouetteRuntime.InstructionSet
