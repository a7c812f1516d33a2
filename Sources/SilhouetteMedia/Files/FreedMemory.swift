internal import CSilhouetteCodecs

/// Memory that was given back and may be asked for again.
package enum FreedMemory {
  /// Keeps blocks of up to 32 MB in the process, and in huge pages where the system has them: fresh small
  /// pages cost the system as much as what is computed on them. Larger blocks, photos of more than ten
  /// megapixels, still go back.
  package static func keep() {
    slh_keep_freed_memory(32 << 20)
  }
}
