// libheif, opened when a HEIC or AVIF picture comes.
#ifndef SLH_HEIF_H
#define SLH_HEIF_H

#include "slh_codec.h"

typedef struct slh_heif_reader slh_heif_reader;

typedef struct slh_heif_header {
  // Upright: libheif applies the file's own turns.
  int32_t width;
  int32_t height;
  bool has_alpha;
  // 8, or the 10 or 12 that become 16.
  int32_t bit_depth;
} slh_heif_header;

// `bytes` must stay until the reader is freed.
slh_heif_reader *slh_heif_reader_create(
    const uint8_t *bytes, size_t count, slh_error *error);
slh_heif_header slh_heif_reader_header(const slh_heif_reader *reader);
// Sizes first (0 when there is none), then the bytes.
size_t slh_heif_reader_profile_size(const slh_heif_reader *reader);
bool slh_heif_reader_profile(const slh_heif_reader *reader, uint8_t *bytes);
size_t slh_heif_reader_exif_size(const slh_heif_reader *reader);
bool slh_heif_reader_exif(const slh_heif_reader *reader, uint8_t *bytes);

// Decodes; rows can then be read.
bool slh_heif_reader_decode(slh_heif_reader *reader, slh_error *error);
// Row `y` as RGB or RGBA of 8 bits, or of 16 bits in the machine's order, spread over the full range.
void slh_heif_reader_row(const slh_heif_reader *reader, int32_t y, void *row);
void slh_heif_reader_free(slh_heif_reader *reader);

#endif
