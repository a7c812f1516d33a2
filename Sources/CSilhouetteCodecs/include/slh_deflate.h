// libdeflate for whole buffers (twice as fast), zlib for streams that must not be held whole.
#ifndef SLH_DEFLATE_H
#define SLH_DEFLATE_H

#include "slh_codec.h"

#include <libdeflate.h>

typedef struct slh_zlib_stream slh_zlib_stream;

typedef enum slh_zlib_result {
  SLH_ZLIB_MORE,
  SLH_ZLIB_END,
  SLH_ZLIB_DAMAGED
} slh_zlib_result;

// Moves `input` and `output` on by what was read and written.
typedef struct slh_zlib_buffers {
  const uint8_t *input;
  size_t input_count;
  uint8_t *output;
  size_t output_count;
} slh_zlib_buffers;

slh_zlib_stream *slh_inflate_create(void);
slh_zlib_result slh_inflate(slh_zlib_stream *stream, slh_zlib_buffers *buffers);
void slh_inflate_free(slh_zlib_stream *stream);

// `level` 1…9.
slh_zlib_stream *slh_deflate_create(int32_t level);
// With `ends`, call until SLH_ZLIB_END.
slh_zlib_result slh_deflate(slh_zlib_stream *stream, slh_zlib_buffers *buffers, bool ends);
void slh_deflate_free(slh_zlib_stream *stream);

#endif
