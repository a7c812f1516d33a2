// libtiff, opened when a TIFF comes. Of a file with several pictures the first is read.
#ifndef SLH_TIFF_H
#define SLH_TIFF_H

#include "slh_codec.h"

typedef struct slh_tiff_reader slh_tiff_reader;

typedef enum slh_tiff_color {
  SLH_TIFF_GRAY,
  // 0 is white.
  SLH_TIFF_INVERTED_GRAY,
  SLH_TIFF_RGB,
  SLH_TIFF_CMYK
} slh_tiff_color;

typedef enum slh_tiff_alpha {
  SLH_TIFF_NO_ALPHA,
  SLH_TIFF_STRAIGHT_ALPHA,
  SLH_TIFF_PREMULTIPLIED_ALPHA
} slh_tiff_alpha;

typedef struct slh_tiff_header {
  int32_t width;
  int32_t height;
  // EXIF's value, not checked.
  int32_t orientation;
  slh_tiff_color color;
  slh_tiff_alpha alpha;
  // Of a row that comes out: colour channels, then alpha if any, then others to be ignored.
  int32_t samples_per_pixel;
  // 8 or 16; 16-bit samples come in the machine's order.
  int32_t bits_per_sample;
  // Rows must be read in bands that begin at a multiple of this.
  int32_t band_rows;
} slh_tiff_header;

// Reads the header of `bytes`, which must stay until the reader is freed. NULL sets `error`.
slh_tiff_reader *slh_tiff_reader_create(
    const uint8_t *bytes, size_t count, slh_error *error);
slh_tiff_header slh_tiff_reader_header(const slh_tiff_reader *reader);
// The ICC profile, which belongs to the reader, or 0 bytes.
size_t slh_tiff_reader_profile(const slh_tiff_reader *reader, const uint8_t **bytes);
// Reads the `count` rows from `first_row` on (a whole band, or what is left of the last), bands from
// top to bottom; `rows` has width · samples_per_pixel · bits_per_sample / 8 bytes a row.
bool slh_tiff_reader_band(
    slh_tiff_reader *reader, int32_t first_row, int32_t count, uint8_t *rows,
    slh_error *error);
void slh_tiff_reader_free(slh_tiff_reader *reader);

#endif
