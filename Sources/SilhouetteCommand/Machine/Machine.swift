#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the machine has to offer.
enum Machine {
  /// Bytes of memory in the machine.
  static var memory: Int {
    let pages = Int(sysconf(Int32(_SC_PHYS_PAGES)))
    let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
    // Where the system does not say, a small machine is assumed.
    return pages > 0 && pageSize > 0 ? pages * pageSize : 2 << 30
  }
}
