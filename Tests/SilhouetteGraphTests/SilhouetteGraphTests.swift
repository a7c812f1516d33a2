import Testing
import SilhouetteGraph

