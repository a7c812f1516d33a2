import Testing
import SilhouetteFormats

