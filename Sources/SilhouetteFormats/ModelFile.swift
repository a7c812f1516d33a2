/// Reads and writes model files.
public enum ModelFile {}
