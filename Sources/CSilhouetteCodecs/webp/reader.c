#include "slh_webp.h"

#include "../library.h"

#include <webp/decode.h>

#define FUNCTIONS(use) \
  use(WebPGetFeaturesInternal) use(WebPInitDecoderConfigInternal) use(WebPDecode)
SLH_LIBRARY(webp, FUNCTIONS, "webp", "7")

static bool check(VP8StatusCode status, slh_error *error) {
  switch (status) {
    case VP8_STATUS_OK:
      return true;
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
      slh_fail(error, SLH_CODEC_ENDS_EARLY, "compressed data is over");
      return false;
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      slh_fail(error, SLH_CODEC_UNSUPPORTED, "a WebP feature that libwebp does not know");
      return false;
    case VP8_STATUS_OUT_OF_MEMORY:
      slh_fail(error, SLH_CODEC_FAILED, "out of memory");
      return false;
    default:
      slh_fail(error, SLH_CODEC_DAMAGED, "compressed data");
      return false;
  }
}

bool slh_webp_read_header(
    const uint8_t *bytes, size_t count, slh_webp_header *header, slh_error *error) {
  if (!load_webp(error)) return false;
  WebPBitstreamFeatures features;
  if (!check(
          p_WebPGetFeaturesInternal(bytes, count, &features, WEBP_DECODER_ABI_VERSION), error)) {
    return false;
  }
  *header = (slh_webp_header){
      .width = features.width, .height = features.height, .has_alpha = features.has_alpha};
  return true;
}

bool slh_webp_decode(
    const uint8_t *bytes, size_t count, bool wants_alpha, uint8_t *pixels, size_t stride,
    int32_t height, slh_error *error) {
  if (!load_webp(error)) return false;
  WebPDecoderConfig config;
  if (!p_WebPInitDecoderConfigInternal(&config, WEBP_DECODER_ABI_VERSION)) {
    slh_fail(error, SLH_CODEC_FAILED, "libwebp has another interface than at build time");
    return false;
  }
  config.output.colorspace = wants_alpha ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = pixels;
  config.output.u.RGBA.stride = (int)stride;
  config.output.u.RGBA.size = stride * (size_t)height;
  return check(p_WebPDecode(bytes, count, &config), error);
}
