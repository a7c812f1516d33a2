import Testing
import SilhouetteMedia

