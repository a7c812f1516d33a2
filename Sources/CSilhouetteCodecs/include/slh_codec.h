// What every codec shim tells its caller when it fails.
#ifndef SLH_CODEC_H
#define SLH_CODEC_H

#include <slh_error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The status of a slh_error.
typedef enum slh_codec_status {
  SLH_CODEC_ENDS_EARLY = 1,
  SLH_CODEC_DAMAGED,
  SLH_CODEC_UNSUPPORTED,
  SLH_CODEC_LIBRARY_MISSING,
  SLH_CODEC_FAILED
} slh_codec_status;

#endif
