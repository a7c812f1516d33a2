import Testing
import Silhouette

