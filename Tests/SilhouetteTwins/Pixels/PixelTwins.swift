import SilhouetteRuntime

/// Kernels over pixels beside twins that are written here, in their plainest form. There is one form
/// of them on a machine, whatever instruction set a network is planned for.
extension TwinCheck {
  public static let pixels: [TwinCheck] =
    alphaKernels + bitKernels + boxKernels + compositionKernels + foregroundKernels
    + guidedKernels + resamplingKernels

  static func overPixels(
    _ name: String, _ compare: @escaping @Sendable (inout ImagingKernelCase) -> Void
  ) -> TwinCheck {
    overPixels(name, channels: [1]) { example, _ in compare(&example) }
  }

  /// - Parameter channels: the numbers of channels that each seed's case is compared with.
  static func overPixels(
    _ name: String, channels: [Int],
    _ compare: @escaping @Sendable (inout ImagingKernelCase, Int) -> Void
  ) -> TwinCheck {
    TwinCheck("pixels: " + name, seeds: ImagingKernelCase.seeds) { _, seed, findings in
      for count in channels {
        var example = ImagingKernelCase(seed: seed)
        compare(&example, count)
        findings.add(example.findings)
      }
    }
  }
}
