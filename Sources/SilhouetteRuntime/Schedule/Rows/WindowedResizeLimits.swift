import CSilhouetteKernels
import SilhouetteGraph

/// Which windowed resizes the row kernels work on.
enum WindowedResizeLimits {
  /// A multiple of every instruction set's vector, so that each place's channels are whole blocks.
  private static let channelMultiple = 16

  static func admit(_ operation: WindowedResize, input: Shape, channels: Int) -> Bool {
    channels % channelMultiple == 0 && input[2] <= Int(SLH_WINDOWED_WIDTH)
      && operation.window.height <= Int(SLH_WINDOWED_PLACES)
      && operation.window.width <= Int(SLH_WINDOWED_PLACES)
  }
}
