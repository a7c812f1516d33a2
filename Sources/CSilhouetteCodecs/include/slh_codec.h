// What every codec shim tells its caller when it fails. No shim prints, exits or jumps out of its
// own C frames.
#ifndef SLH_CODEC_H
#define SLH_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum slh_codec_status {
  SLH_CODEC_ENDS_EARLY = 1,
  SLH_CODEC_DAMAGED,
  SLH_CODEC_UNSUPPORTED,
  SLH_CODEC_LIBRARY_MISSING,
  SLH_CODEC_FAILED
} slh_codec_status;

enum { SLH_CODEC_MESSAGE_SIZE = 256 };

typedef struct slh_codec_error {
  slh_codec_status status;
  char message[SLH_CODEC_MESSAGE_SIZE];
} slh_codec_error;

// Swift sees an array in a struct as a tuple; this gives it the text.
static inline const char *slh_codec_error_message(const slh_codec_error *error) {
  return error->message;
}

#endif
