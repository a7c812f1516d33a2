#include "slh_jpeg.h"

#include "escape.h"

#include <stdlib.h>

// A progressive file may revisit every pixel in each scan: work without limit for few bytes. Real
// files have about ten scans.
enum { MAXIMUM_SCANS = 500 };

struct slh_jpeg_reader {
  struct jpeg_decompress_struct info;
  slh_jpeg_escape escape;
  struct jpeg_progress_mgr progress;
  bool has_started;
};

static void count_scans(j_common_ptr info) {
  if (((j_decompress_ptr)info)->input_scan_number <= MAXIMUM_SCANS) return;
  slh_jpeg_escape *escape = (slh_jpeg_escape *)info->err;
  slh_fail(escape->error, SLH_CODEC_DAMAGED, "more than %d scans", MAXIMUM_SCANS);
  longjmp(escape->frame, 1);
}

slh_jpeg_reader *slh_jpeg_reader_create(
    const uint8_t *bytes, size_t count, slh_error *error) {
  slh_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (!reader) {
    slh_fail(error, SLH_CODEC_FAILED, "out of memory");
    return NULL;
  }
  reader->info.err = slh_jpeg_escape_install(&reader->escape);
  reader->escape.error = error;
  if (setjmp(reader->escape.frame)) {
    slh_jpeg_reader_free(reader);
    return NULL;
  }
  jpeg_create_decompress(&reader->info);
  reader->progress.progress_monitor = count_scans;
  reader->info.progress = &reader->progress;
  jpeg_mem_src(&reader->info, bytes, count);
  jpeg_read_header(&reader->info, TRUE);
  const bool is_cmyk =
      reader->info.jpeg_color_space == JCS_CMYK || reader->info.jpeg_color_space == JCS_YCCK;
  reader->info.out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  return reader;
}

slh_jpeg_header slh_jpeg_reader_header(const slh_jpeg_reader *reader) {
  return (slh_jpeg_header){
      .width = (int32_t)reader->info.image_width,
      .height = (int32_t)reader->info.image_height,
      .is_cmyk = reader->info.out_color_space == JCS_CMYK,
      .is_inverted = reader->info.saw_Adobe_marker,
  };
}

bool slh_jpeg_reader_rows(
    slh_jpeg_reader *reader, uint8_t *rows, size_t stride, int32_t count, slh_error *error) {
  reader->escape.error = error;
  if (setjmp(reader->escape.frame)) return false;
  if (!reader->has_started) {
    jpeg_start_decompress(&reader->info);
    reader->has_started = true;
  }
  for (int32_t done = 0; done < count;) {
    JSAMPROW row = rows + (size_t)done * stride;
    done += (int32_t)jpeg_read_scanlines(&reader->info, &row, 1);
  }
  return true;
}

bool slh_jpeg_reader_finish(slh_jpeg_reader *reader, slh_error *error) {
  reader->escape.error = error;
  if (setjmp(reader->escape.frame)) return false;
  jpeg_finish_decompress(&reader->info);
  return true;
}

void slh_jpeg_reader_free(slh_jpeg_reader *reader) {
  if (!reader) return;
  jpeg_destroy_decompress(&reader->info);
  free(reader);
}
