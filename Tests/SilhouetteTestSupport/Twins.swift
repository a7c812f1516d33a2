// Random graphs, guarded buffers and the like: what tests share with the checks that also run where
// Swift Testing does not.
@_exported import SilhouetteTwins
