#include "slh_webp.h"

#include "../library.h"

#include <stdlib.h>
#include <webp/encode.h>

#define FUNCTIONS(use)                                                            \
  use(WebPConfigInitInternal) use(WebPPictureInitInternal) use(WebPPictureAlloc)  \
  use(WebPEncode) use(WebPPictureFree) use(WebPMemoryWriterInit)                  \
  use(WebPMemoryWriterClear) use(WebPMemoryWrite)
SLH_LIBRARY(webp, FUNCTIONS, "webp", "7")

struct slh_webp_writer {
  WebPConfig config;
  WebPPicture picture;
  WebPMemoryWriter file;
  int32_t channels;
  int32_t next_row;
};

static bool prepare(slh_webp_writer *writer, slh_webp_options options, slh_codec_error *error) {
  if (!p_WebPConfigInitInternal(
          &writer->config, WEBP_PRESET_DEFAULT, (float)options.quality, WEBP_ENCODER_ABI_VERSION)
      || !p_WebPPictureInitInternal(&writer->picture, WEBP_ENCODER_ABI_VERSION)) {
    slh_fail(error, SLH_CODEC_FAILED, "libwebp has another interface than at build time");
    return false;
  }
  writer->config.lossless = options.is_lossless;
  writer->config.method = options.method;
  writer->channels = options.channels;
  writer->picture.width = options.width;
  writer->picture.height = options.height;
  writer->picture.use_argb = 1;
  if (!p_WebPPictureAlloc(&writer->picture)) {
    slh_fail(error, SLH_CODEC_FAILED, "out of memory");
    return false;
  }
  p_WebPMemoryWriterInit(&writer->file);
  writer->picture.writer = p_WebPMemoryWrite;
  writer->picture.custom_ptr = &writer->file;
  return true;
}

slh_webp_writer *slh_webp_writer_create(slh_webp_options options, slh_codec_error *error) {
  if (!load_webp(error)) return NULL;
  if (options.width > WEBP_MAX_DIMENSION || options.height > WEBP_MAX_DIMENSION) {
    slh_fail(
        error, SLH_CODEC_UNSUPPORTED, "no side may be longer than %d", WEBP_MAX_DIMENSION);
    return NULL;
  }
  slh_webp_writer *writer = calloc(1, sizeof *writer);
  if (writer && prepare(writer, options, error)) return writer;
  free(writer);
  return NULL;
}

void slh_webp_writer_row(slh_webp_writer *writer, const uint8_t *row) {
  const WebPPicture *picture = &writer->picture;
  if (writer->next_row >= picture->height) return;
  uint32_t *target = picture->argb + (size_t)writer->next_row * (size_t)picture->argb_stride;
  for (int32_t x = 0; x < picture->width; ++x, row += writer->channels) {
    const uint32_t alpha = writer->channels == 4 ? row[3] : 255;
    target[x] = alpha << 24 | (uint32_t)row[0] << 16 | (uint32_t)row[1] << 8 | row[2];
  }
  ++writer->next_row;
}

bool slh_webp_writer_finish(
    slh_webp_writer *writer, const uint8_t **bytes, size_t *count, slh_codec_error *error) {
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
  free(writer);
}
