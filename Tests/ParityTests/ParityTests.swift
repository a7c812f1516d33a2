import Silhouette
import Testing
