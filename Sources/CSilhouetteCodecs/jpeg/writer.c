#include "slh_jpeg.h"

#include "escape.h"

#include <stdlib.h>

struct slh_jpeg_writer {
  struct jpeg_compress_struct info;
  slh_jpeg_escape escape;
  unsigned char *bytes;
  unsigned long count;
};

slh_jpeg_writer *slh_jpeg_writer_create(slh_jpeg_options options, slh_error *error) {
  slh_jpeg_writer *writer = calloc(1, sizeof *writer);
  if (!writer) {
    slh_fail(error, SLH_CODEC_FAILED, "out of memory");
    return NULL;
  }
  writer->info.err = slh_jpeg_escape_install(&writer->escape);
  writer->escape.error = error;
  if (setjmp(writer->escape.frame)) {
    slh_jpeg_writer_free(writer);
    return NULL;
  }
  jpeg_create_compress(&writer->info);
  jpeg_mem_dest(&writer->info, &writer->bytes, &writer->count);
  writer->info.image_width = (JDIMENSION)options.width;
  writer->info.image_height = (JDIMENSION)options.height;
  writer->info.input_components = options.channels;
  writer->info.in_color_space = options.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&writer->info);
  jpeg_set_quality(&writer->info, options.quality, TRUE);
  writer->info.optimize_coding = options.optimizes_tables;
  if (options.channels == 3) {
    writer->info.comp_info[0].h_samp_factor = options.subsamples_color ? 2 : 1;
    writer->info.comp_info[0].v_samp_factor = options.subsamples_color ? 2 : 1;
  }
  jpeg_start_compress(&writer->info, TRUE);
  return writer;
}

bool slh_jpeg_writer_application_marker(
    slh_jpeg_writer *writer, int32_t code, const uint8_t *bytes, size_t count,
    slh_error *error) {
  writer->escape.error = error;
  if (setjmp(writer->escape.frame)) return false;
  jpeg_write_marker(&writer->info, JPEG_APP0 + code, bytes, (unsigned)count);
  return true;
}

bool slh_jpeg_writer_color_profile(
    slh_jpeg_writer *writer, const uint8_t *bytes, size_t count, slh_error *error) {
  writer->escape.error = error;
  if (setjmp(writer->escape.frame)) return false;
  jpeg_write_icc_profile(&writer->info, bytes, (unsigned)count);
  return true;
}

bool slh_jpeg_writer_rows(
    slh_jpeg_writer *writer, const uint8_t *rows, size_t stride, int32_t count,
    slh_error *error) {
  writer->escape.error = error;
  if (setjmp(writer->escape.frame)) return false;
  for (int32_t done = 0; done < count; ++done) {
    // libjpeg's rows are not const, but it does not write to them.
    JSAMPROW row = (JSAMPROW)(uintptr_t)(rows + (size_t)done * stride);
    jpeg_write_scanlines(&writer->info, &row, 1);
  }
  return true;
}

bool slh_jpeg_writer_finish(
    slh_jpeg_writer *writer, const uint8_t **bytes, size_t *count, slh_error *error) {
  writer->escape.error = error;
  if (setjmp(writer->escape.frame)) return false;
  jpeg_finish_compress(&writer->info);
  *bytes = writer->bytes;
  *count = writer->count;
  return true;
}

void slh_jpeg_writer_free(slh_jpeg_writer *writer) {
  if (!writer) return;
  jpeg_destroy_compress(&writer->info);
  free(writer->bytes);
  free(writer);
}
