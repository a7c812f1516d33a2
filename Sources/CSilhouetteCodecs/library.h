// A codec's library, opened when a photo needs it: `bool load_tiff(slh_error *)`.
#ifndef SLH_CODEC_LIBRARY_H
#define SLH_CODEC_LIBRARY_H

#include "slh_codec.h"

#include <slh_library.h>

#define SLH_LIBRARY(name, functions, stem, version)                                       \
  SLH_LIBRARY_FUNCTIONS(name, functions, stem, version)                                   \
  static bool load_##name(slh_error *error) {                                       \
    if (open_##name()) return true;                                                       \
    slh_fail(error, SLH_CODEC_LIBRARY_MISSING, "%s", SLH_LIBRARY_FILE(stem, version));    \
    return false;                                                                         \
  }

#endif
