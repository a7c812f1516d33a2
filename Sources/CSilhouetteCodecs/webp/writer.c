#include "slh_webp.h"

#include "../library.h"

#include <stdlib.h>
#include <string.h>
#include <webp/encode.h>

#define FUNCTIONS(use)                                                            \
  use(WebPConfigInitInternal) use(WebPPictureInitInternal) use(WebPPictureAlloc)  \
  use(WebPPictureImportRGB) use(WebPPictureImportRGBA) use(WebPEncode)            \
  use(WebPPictureFree) use(WebPMemoryWriterInit) use(WebPMemoryWriterClear)       \
  use(WebPMemoryWrite)
SLH_LIBRARY(webp, FUNCTIONS, "webp", "7")

// Lossless pictures are kept as ARGB. Lossy ones are kept as luma, chroma and alpha, a third of that:
// rows are gathered into strips, which libwebp converts. A strip has an even number of rows, so that
// no 2x2 block of chroma is cut and the result is that of the whole picture.
enum { STRIP_ROWS = 64 };

struct slh_webp_writer {
  WebPConfig config;
  WebPPicture picture;
  WebPMemoryWriter file;
  int32_t channels;
  int32_t next_row;
  // Lossy: the rows of the strip so far.
  uint8_t *strip;
  bool is_out_of_memory;
};

static bool prepare(slh_webp_writer *writer, slh_webp_options options, slh_error *error) {
  if (!p_WebPConfigInitInternal(
          &writer->config, WEBP_PRESET_DEFAULT, (float)options.quality, WEBP_ENCODER_ABI_VERSION)
      || !p_WebPPictureInitInternal(&writer->picture, WEBP_ENCODER_ABI_VERSION)) {
    slh_fail(error, SLH_CODEC_FAILED, "libwebp has another interface than at build time");
    return false;
  }
  writer->config.lossless = options.is_lossless;
  writer->config.method = options.method;
  writer->config.exact = options.is_exact;
  writer->channels = options.channels;
  writer->picture.width = options.width;
  writer->picture.height = options.height;
  writer->config.low_memory = 1;
  writer->picture.use_argb = options.is_lossless;
  writer->picture.colorspace = options.channels == 4 ? WEBP_YUV420A : WEBP_YUV420;
  if (!options.is_lossless) {
    writer->strip = malloc((size_t)STRIP_ROWS * (size_t)options.width * (size_t)options.channels);
  }
  if (!p_WebPPictureAlloc(&writer->picture) || (!options.is_lossless && !writer->strip)) {
    slh_fail(error, SLH_CODEC_FAILED, "out of memory");
    return false;
  }
  p_WebPMemoryWriterInit(&writer->file);
  writer->picture.writer = p_WebPMemoryWrite;
  writer->picture.custom_ptr = &writer->file;
  return true;
}

slh_webp_writer *slh_webp_writer_create(slh_webp_options options, slh_error *error) {
  if (!load_webp(error)) return NULL;
  if (options.width > WEBP_MAX_DIMENSION || options.height > WEBP_MAX_DIMENSION) {
    slh_fail(
        error, SLH_CODEC_UNSUPPORTED, "no side may be longer than %d", WEBP_MAX_DIMENSION);
    return NULL;
  }
  slh_webp_writer *writer = calloc(1, sizeof *writer);
  if (writer && prepare(writer, options, error)) return writer;
  if (writer) free(writer->strip);
  free(writer);
  return NULL;
}

static void copy_plane(
    uint8_t *target, int target_stride, const uint8_t *source, int source_stride, int width,
    int height) {
  for (int y = 0; y < height; ++y) {
    memcpy(
        target + (size_t)y * (size_t)target_stride, source + (size_t)y * (size_t)source_stride,
        (size_t)width);
  }
}

static void take_strip(slh_webp_writer *writer) {
  WebPPicture *picture = &writer->picture;
  const int first = (writer->next_row - 1) / STRIP_ROWS * STRIP_ROWS;
  WebPPicture strip;
  p_WebPPictureInitInternal(&strip, WEBP_ENCODER_ABI_VERSION);
  strip.width = picture->width;
  strip.height = writer->next_row - first;
  const int stride = picture->width * writer->channels;
  const int is_taken = writer->channels == 4
      ? p_WebPPictureImportRGBA(&strip, writer->strip, stride)
      : p_WebPPictureImportRGB(&strip, writer->strip, stride);
  if (is_taken) {
    const size_t row = (size_t)first, half = row / 2;
    const int half_width = (strip.width + 1) / 2, half_height = (strip.height + 1) / 2;
    copy_plane(
        picture->y + row * (size_t)picture->y_stride, picture->y_stride, strip.y, strip.y_stride,
        strip.width, strip.height);
    copy_plane(
        picture->u + half * (size_t)picture->uv_stride, picture->uv_stride, strip.u,
        strip.uv_stride, half_width, half_height);
    copy_plane(
        picture->v + half * (size_t)picture->uv_stride, picture->uv_stride, strip.v,
        strip.uv_stride, half_width, half_height);
    if (picture->a) {
      uint8_t *alpha = picture->a + row * (size_t)picture->a_stride;
      if (strip.a) {  // absent where the whole strip is opaque
        copy_plane(
            alpha, picture->a_stride, strip.a, strip.a_stride, strip.width, strip.height);
      } else {
        memset(alpha, 255, (size_t)picture->a_stride * (size_t)strip.height);
      }
    }
  }
  writer->is_out_of_memory |= !is_taken;
  p_WebPPictureFree(&strip);
}

void slh_webp_writer_row(slh_webp_writer *writer, const uint8_t *row) {
  const WebPPicture *picture = &writer->picture;
  const int32_t y = writer->next_row;
  if (y >= picture->height) return;
  ++writer->next_row;
  if (writer->strip) {
    const size_t size = (size_t)picture->width * (size_t)writer->channels;
    memcpy(writer->strip + (size_t)(y % STRIP_ROWS) * size, row, size);
    if (writer->next_row % STRIP_ROWS == 0 || writer->next_row == picture->height) {
      take_strip(writer);
    }
    return;
  }
  uint32_t *target = picture->argb + (size_t)y * (size_t)picture->argb_stride;
  for (int32_t x = 0; x < picture->width; ++x, row += writer->channels) {
    const uint32_t alpha = writer->channels == 4 ? row[3] : 255;
    target[x] = alpha << 24 | (uint32_t)row[0] << 16 | (uint32_t)row[1] << 8 | row[2];
  }
}

bool slh_webp_writer_finish(
    slh_webp_writer *writer, const uint8_t **bytes, size_t *count, slh_error *error) {
  if (writer->is_out_of_memory) {
    slh_fail(error, SLH_CODEC_FAILED, "out of memory");
    return false;
  }
  if (!p_WebPEncode(&writer->config, &writer->picture)) {
    slh_fail(
        error, SLH_CODEC_FAILED, "libwebp gave up with error %d", writer->picture.error_code);
    return false;
  }
  *bytes = writer->file.mem;
  *count = writer->file.size;
  return true;
}

void slh_webp_writer_free(slh_webp_writer *writer) {
  if (!writer) return;
  p_WebPPictureFree(&writer->picture);
  p_WebPMemoryWriterClear(&writer->file);
  free(writer->strip);
  free(writer);
}
