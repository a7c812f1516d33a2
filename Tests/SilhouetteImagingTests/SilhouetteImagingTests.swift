import Testing
import SilhouetteImaging

