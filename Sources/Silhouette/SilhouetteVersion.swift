/// Cuts people out of pictures.
public enum SilhouetteVersion {
  public static let current = "0.1.0"
}
