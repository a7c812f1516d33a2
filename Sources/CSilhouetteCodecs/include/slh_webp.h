// libwebp, opened when a WebP picture comes or is asked for.
#ifndef SLH_WEBP_H
#define SLH_WEBP_H

#include "slh_codec.h"

typedef struct slh_webp_header {
  int32_t width;
  int32_t height;
  bool has_alpha;
} slh_webp_header;

bool slh_webp_read_header(
    const uint8_t *bytes, size_t count, slh_webp_header *header, slh_error *error);
// Decodes a still picture into RGB or, with `wants_alpha`, RGBA rows; `pixels` has `stride · height`
// bytes.
bool slh_webp_decode(
    const uint8_t *bytes, size_t count, bool wants_alpha, uint8_t *pixels, size_t stride,
    int32_t height, slh_error *error);

typedef struct slh_webp_writer slh_webp_writer;

typedef struct slh_webp_options {
  int32_t width;
  int32_t height;
  // 3 RGB or 4 RGBA bytes a pixel.
  int32_t channels;
  // 0…100.
  int32_t quality;
  bool is_lossless;
  // Whether fully transparent pixels keep their colours.
  bool is_exact;
  // 0 fast … 6 small.
  int32_t method;
} slh_webp_options;

slh_webp_writer *slh_webp_writer_create(slh_webp_options options, slh_error *error);
// Takes the next row.
void slh_webp_writer_row(slh_webp_writer *writer, const uint8_t *row);
// Encodes; the file belongs to the writer.
bool slh_webp_writer_finish(
    slh_webp_writer *writer, const uint8_t **bytes, size_t *count, slh_error *error);
void slh_webp_writer_free(slh_webp_writer *writer);

#endif
