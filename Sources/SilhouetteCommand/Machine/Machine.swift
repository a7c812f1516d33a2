import SilhouetteMedia

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

  /// The most memory that this process has held so far, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #endif
  }

  /// As its maker calls it.
  static var processor: String {
    #if canImport(Darwin)
      var bytes = [UInt8](repeating: 0, count: 256)
      var count = bytes.count
      guard sysctlbyname("machdep.cpu.brand_string", &bytes, &count, nil, 0) == 0 else {
        return "unknown processor"
      }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    #else
      let text = (try? FileSystem.contents(of: FilePath("/proc/cpuinfo"))) ?? []
      let line = String(decoding: text, as: UTF8.self).split(separator: "\n")
        .first { $0.hasPrefix("model name") }
      guard let name = line?.split(separator: ":", maxSplits: 1).last else {
        return "unknown processor"
      }
      return String(name.drop { $0 == " " })
    #endif
  }
}
