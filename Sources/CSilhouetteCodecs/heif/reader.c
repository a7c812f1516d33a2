#include "slh_heif.h"

#include "../library.h"

#include <libheif/heif.h>
#include <stdlib.h>

#define FUNCTIONS(use)                                                                      \
  use(heif_context_alloc) use(heif_context_free) use(heif_context_read_from_memory_without_copy) \
  use(heif_context_get_primary_image_handle) use(heif_image_handle_release)                 \
  use(heif_image_handle_get_width) use(heif_image_handle_get_height)                        \
  use(heif_image_handle_has_alpha_channel) use(heif_image_handle_get_luma_bits_per_pixel)   \
  use(heif_image_handle_get_raw_color_profile_size)                                         \
  use(heif_image_handle_get_raw_color_profile)                                              \
  use(heif_image_handle_get_list_of_metadata_block_IDs)                                     \
  use(heif_image_handle_get_metadata_size) use(heif_image_handle_get_metadata)              \
  use(heif_decode_image) use(heif_image_get_width) use(heif_image_get_height)               \
  use(heif_image_get_plane_readonly) use(heif_image_get_bits_per_pixel_range)               \
  use(heif_image_release)
SLH_LIBRARY(heif, FUNCTIONS, "heif", "1")

struct slh_heif_reader {
  struct heif_context *context;
  struct heif_image_handle *handle;
  struct heif_image *image;
  slh_heif_header header;
  const uint8_t *plane;
  int stride;
  // Of the decoded samples.
  int bits;
};

static bool check(struct heif_error result, slh_error *error) {
  if (result.code == heif_error_Ok) return true;
  slh_codec_status status = SLH_CODEC_DAMAGED;
  if (result.code == heif_error_Unsupported_filetype || result.code == heif_error_Unsupported_feature
      || result.code == heif_error_Decoder_plugin_error) {
    status = SLH_CODEC_UNSUPPORTED;
  }
  if (result.subcode == heif_suberror_End_of_data) status = SLH_CODEC_ENDS_EARLY;
  slh_fail(error, status, "%s", result.message ? result.message : "libheif says no more");
  return false;
}

static bool open_primary(
    slh_heif_reader *reader, const uint8_t *bytes, size_t count, slh_error *error) {
  reader->context = p_heif_context_alloc();
  if (!reader->context) {
    slh_fail(error, SLH_CODEC_FAILED, "out of memory");
    return false;
  }
  return check(
             p_heif_context_read_from_memory_without_copy(reader->context, bytes, count, NULL),
             error)
         && check(
             p_heif_context_get_primary_image_handle(reader->context, &reader->handle), error);
}

slh_heif_reader *slh_heif_reader_create(
    const uint8_t *bytes, size_t count, slh_error *error) {
  if (!load_heif(error)) return NULL;
  slh_heif_reader *reader = calloc(1, sizeof *reader);
  if (!reader || !open_primary(reader, bytes, count, error)) {
    slh_heif_reader_free(reader);
    return NULL;
  }
  reader->header = (slh_heif_header){
      .width = p_heif_image_handle_get_width(reader->handle),
      .height = p_heif_image_handle_get_height(reader->handle),
      .has_alpha = p_heif_image_handle_has_alpha_channel(reader->handle),
      .bit_depth = p_heif_image_handle_get_luma_bits_per_pixel(reader->handle),
  };
  return reader;
}

slh_heif_header slh_heif_reader_header(const slh_heif_reader *reader) { return reader->header; }

size_t slh_heif_reader_profile_size(const slh_heif_reader *reader) {
  return p_heif_image_handle_get_raw_color_profile_size(reader->handle);
}

bool slh_heif_reader_profile(const slh_heif_reader *reader, uint8_t *bytes) {
  return p_heif_image_handle_get_raw_color_profile(reader->handle, bytes).code == heif_error_Ok;
}

static bool find_exif(const slh_heif_reader *reader, heif_item_id *block) {
  return p_heif_image_handle_get_list_of_metadata_block_IDs(reader->handle, "Exif", block, 1) == 1;
}

size_t slh_heif_reader_exif_size(const slh_heif_reader *reader) {
  heif_item_id block;
  return find_exif(reader, &block) ? p_heif_image_handle_get_metadata_size(reader->handle, block)
                                   : 0;
}

bool slh_heif_reader_exif(const slh_heif_reader *reader, uint8_t *bytes) {
  heif_item_id block;
  return find_exif(reader, &block)
         && p_heif_image_handle_get_metadata(reader->handle, block, bytes).code == heif_error_Ok;
}

static enum heif_chroma chroma_for(slh_heif_header header) {
  if (header.bit_depth <= 8) {
    return header.has_alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
  }
  return header.has_alpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE;
}

bool slh_heif_reader_decode(slh_heif_reader *reader, slh_error *error) {
  const enum heif_chroma chroma = chroma_for(reader->header);
  if (!check(
          p_heif_decode_image(
              reader->handle, &reader->image, heif_colorspace_RGB, chroma, NULL),
          error)) {
    return false;
  }
  reader->plane =
      p_heif_image_get_plane_readonly(reader->image, heif_channel_interleaved, &reader->stride);
  reader->bits = p_heif_image_get_bits_per_pixel_range(reader->image, heif_channel_interleaved);
  const bool is_whole =
      reader->plane && reader->bits >= 8 && reader->bits <= 16
      && p_heif_image_get_width(reader->image, heif_channel_interleaved) == reader->header.width
      && p_heif_image_get_height(reader->image, heif_channel_interleaved) == reader->header.height;
  if (!is_whole) slh_fail(error, SLH_CODEC_DAMAGED, "the picture's size is not what its header says");
  return is_whole;
}

void slh_heif_reader_row(const slh_heif_reader *reader, int32_t y, void *row) {
  const uint8_t *source = reader->plane + (size_t)y * (size_t)reader->stride;
  const size_t samples = (size_t)reader->header.width * (reader->header.has_alpha ? 4 : 3);
  if (reader->header.bit_depth <= 8) {
    memcpy(row, source, samples);
    return;
  }
  // The high bits are repeated below, so that the largest value becomes 65535.
  const int up = 16 - reader->bits;
  uint16_t *target = row;
  for (size_t i = 0; i < samples; ++i) {
    const uint32_t value = (uint32_t)(source[2 * i] | source[2 * i + 1] << 8);
    target[i] = (uint16_t)(value << up | value >> (reader->bits - up));
  }
}

void slh_heif_reader_free(slh_heif_reader *reader) {
  if (!reader) return;
  if (reader->image) p_heif_image_release(reader->image);
  if (reader->handle) p_heif_image_handle_release(reader->handle);
  if (reader->context) p_heif_context_free(reader->context);
  free(reader);
}
