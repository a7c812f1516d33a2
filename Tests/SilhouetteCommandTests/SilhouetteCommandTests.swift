import Testing
import SilhouetteCommand

