// libjpeg behind functions that return. libjpeg reports errors through a callback that must not
// return, so every function here is a setjmp frame of its own; only C frames are jumped over.
#ifndef SLH_JPEG_H
#define SLH_JPEG_H

#include "slh_codec.h"

typedef struct slh_jpeg_reader slh_jpeg_reader;

typedef struct slh_jpeg_header {
  int32_t width;
  int32_t height;
  // True: rows are 4 bytes CMYK as stored; false: rows are 3 bytes RGB.
  bool is_cmyk;
  // Adobe's writers store CMYK as 255 − ink.
  bool is_inverted;
} slh_jpeg_header;

// Reads the header of `bytes`, which must stay until the reader is freed. NULL sets `error`.
slh_jpeg_reader *slh_jpeg_reader_create(
    const uint8_t *bytes, size_t count, slh_error *error);
slh_jpeg_header slh_jpeg_reader_header(const slh_jpeg_reader *reader);
// Reads the next `count` rows; the first call starts decoding.
bool slh_jpeg_reader_rows(
    slh_jpeg_reader *reader, uint8_t *rows, size_t stride, int32_t count, slh_error *error);
// Reads up to the end marker, which tells whether the file is whole.
bool slh_jpeg_reader_finish(slh_jpeg_reader *reader, slh_error *error);
void slh_jpeg_reader_free(slh_jpeg_reader *reader);

typedef struct slh_jpeg_writer slh_jpeg_writer;

typedef struct slh_jpeg_options {
  int32_t width;
  int32_t height;
  // 1 grey or 3 RGB bytes a pixel.
  int32_t channels;
  // 1…100.
  int32_t quality;
  // One colour sample for 2×2 pixels instead of one for each.
  bool subsamples_color;
  // Huffman tables made for this picture: 5-10 % smaller, holds all coefficients in memory.
  bool optimizes_tables;
} slh_jpeg_options;

slh_jpeg_writer *slh_jpeg_writer_create(slh_jpeg_options options, slh_error *error);
// Markers come before the first row. `code` 1 is APP1; at most 65,533 bytes.
bool slh_jpeg_writer_application_marker(
    slh_jpeg_writer *writer, int32_t code, const uint8_t *bytes, size_t count,
    slh_error *error);
bool slh_jpeg_writer_color_profile(
    slh_jpeg_writer *writer, const uint8_t *bytes, size_t count, slh_error *error);
bool slh_jpeg_writer_rows(
    slh_jpeg_writer *writer, const uint8_t *rows, size_t stride, int32_t count,
    slh_error *error);
// The whole file; belongs to the writer.
bool slh_jpeg_writer_finish(
    slh_jpeg_writer *writer, const uint8_t **bytes, size_t *count, slh_error *error);
void slh_jpeg_writer_free(slh_jpeg_writer *writer);

#endif
