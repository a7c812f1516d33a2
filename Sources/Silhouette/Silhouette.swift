// An app imports one module: pictures in memory and the bytes of a model come with it.
@_exported import class SilhouetteGraph.Bytes
@_exported import SilhouetteImaging
