/// Photos: files to pixels and back.
public enum PhotoFormat: String, CaseIterable, Sendable { case png, jpeg, webp }
