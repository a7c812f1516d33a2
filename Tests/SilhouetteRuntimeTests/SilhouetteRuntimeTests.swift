import Testing
import SilhouetteRuntime

