#include "slh_deflate.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct slh_zlib_stream {
  z_stream state;
};

static size_t smaller(size_t count) { return count < UINT_MAX ? count : UINT_MAX; }

// One step of `work` with zlib's 32-bit counts.
static int step(
    z_stream *state, slh_zlib_buffers *buffers, int (*work)(z_stream *, int), int flush) {
  const size_t readable = smaller(buffers->input_count);
  const size_t writable = smaller(buffers->output_count);
  state->next_in = (Bytef *)(uintptr_t)buffers->input;  // zlib's input is not const, only read
  state->avail_in = (uInt)readable;
  state->next_out = buffers->output;
  state->avail_out = (uInt)writable;
  const int result = work(state, flush);
  const size_t read = readable - state->avail_in;
  const size_t written = writable - state->avail_out;
  buffers->input += read;
  buffers->input_count -= read;
  buffers->output += written;
  buffers->output_count -= written;
  return result;
}

slh_zlib_stream *slh_inflate_create(void) {
  slh_zlib_stream *stream = calloc(1, sizeof *stream);
  if (stream && inflateInit(&stream->state) == Z_OK) return stream;
  free(stream);
  return NULL;
}

slh_zlib_result slh_inflate(slh_zlib_stream *stream, slh_zlib_buffers *buffers) {
  switch (step(&stream->state, buffers, inflate, Z_NO_FLUSH)) {
    case Z_STREAM_END:
      return SLH_ZLIB_END;
    case Z_OK:
    case Z_BUF_ERROR:
      return SLH_ZLIB_MORE;
    default:
      return SLH_ZLIB_DAMAGED;
  }
}

void slh_inflate_free(slh_zlib_stream *stream) {
  if (!stream) return;
  inflateEnd(&stream->state);
  free(stream);
}

slh_zlib_stream *slh_deflate_create(int32_t level) {
  slh_zlib_stream *stream = calloc(1, sizeof *stream);
  if (stream && deflateInit(&stream->state, level) == Z_OK) return stream;
  free(stream);
  return NULL;
}

slh_zlib_result slh_deflate(slh_zlib_stream *stream, slh_zlib_buffers *buffers, bool ends) {
  switch (step(&stream->state, buffers, deflate, ends ? Z_FINISH : Z_NO_FLUSH)) {
    case Z_STREAM_END:
      return SLH_ZLIB_END;
    case Z_OK:
    case Z_BUF_ERROR:
      return SLH_ZLIB_MORE;
    default:
      return SLH_ZLIB_DAMAGED;
  }
}

void slh_deflate_free(slh_zlib_stream *stream) {
  if (!stream) return;
  deflateEnd(&stream->state);
  free(stream);
}
