#include "slh_tiff.h"

#include "../library.h"
#include "memory.h"

#include <stdlib.h>

// The interface number went up with libtiff 4.5.0.
#if TIFFLIB_VERSION >= 20221213
#define VERSION "6"
#else
#define VERSION "5"
#endif

#define FUNCTIONS(use)                                                                  \
  use(TIFFClientOpen) use(TIFFClose) use(TIFFGetField) use(TIFFGetFieldDefaulted)       \
  use(TIFFIsTiled) use(TIFFTileSize64) use(TIFFScanlineSize64) use(TIFFStripSize64)     \
  use(TIFFReadScanline) use(TIFFReadTile) use(TIFFReadEncodedStrip)                     \
  use(TIFFNumberOfTiles) use(TIFFNumberOfStrips)                                        \
  use(TIFFGetStrileOffset) use(TIFFGetStrileByteCount)                                  \
  use(TIFFComputeStrip) use(TIFFIsCODECConfigured) use(TIFFSetErrorHandler)             \
  use(TIFFSetErrorHandlerExt) use(TIFFSetWarningHandler) use(TIFFRGBAImageBegin)        \
  use(TIFFRGBAImageGet) use(TIFFRGBAImageEnd) use(TIFFRGBAImageOK)
SLH_LIBRARY(tiff, FUNCTIONS, "tiff", VERSION)

// How the rows come out of libtiff.
typedef enum access {
  // Rows of whole pixels, one after the other.
  SCANLINES,
  // A strip for each channel.
  PLANAR_STRIPS,
  // Tiles of whole pixels, or of one channel each.
  TILES,
  // libtiff's own conversion to 8-bit RGBA, for palettes, few bits, YCbCr, Lab.
  CONVERTED
} access;

struct slh_tiff_reader {
  slh_tiff_memory memory;
  TIFF *file;
  slh_tiff_header header;
  access access;
  bool is_planar;
  uint32_t tile_width;
  // One strip or tile, or a band of converted pixels.
  uint8_t *piece;
  size_t piece_size;
};

// Whether a strip or tile lies beyond the end of the file.
static bool lacks_data(const slh_tiff_reader *reader) {
  if (!reader->file) return false;
  const uint32_t count = p_TIFFIsTiled(reader->file) ? p_TIFFNumberOfTiles(reader->file)
                                                     : p_TIFFNumberOfStrips(reader->file);
  for (uint32_t piece = 0; piece < count; ++piece) {
    const uint64_t offset = p_TIFFGetStrileOffset(reader->file, piece);
    const uint64_t size = p_TIFFGetStrileByteCount(reader->file, piece);
    if (offset > reader->memory.count || size > reader->memory.count - offset) return true;
  }
  return false;
}

static bool fail(slh_tiff_reader *reader, slh_error *error, const char *otherwise) {
  const slh_codec_status status = reader->memory.has_ended || lacks_data(reader)
                                      ? SLH_CODEC_ENDS_EARLY
                                      : SLH_CODEC_DAMAGED;
  const char *message = reader->memory.message[0] ? reader->memory.message : otherwise;
  slh_fail(error, status, "%s", message);
  return false;
}

static bool refuse(slh_error *error, const char *reason) {
  slh_fail(error, SLH_CODEC_UNSUPPORTED, "%s", reason);
  return false;
}

static uint16_t short_field(const slh_tiff_reader *reader, uint32_t tag, uint16_t otherwise) {
  uint16_t value = otherwise;
  p_TIFFGetFieldDefaulted(reader->file, tag, &value);
  return value;
}

static uint32_t long_field(const slh_tiff_reader *reader, uint32_t tag) {
  uint32_t value = 0;
  p_TIFFGetField(reader->file, tag, &value);
  return value;
}

static slh_tiff_alpha alpha_of(const slh_tiff_reader *reader) {
  uint16_t count = 0;
  uint16_t *kinds = NULL;
  if (!p_TIFFGetField(reader->file, TIFFTAG_EXTRASAMPLES, &count, &kinds) || count == 0) {
    return SLH_TIFF_NO_ALPHA;
  }
  switch (kinds[0]) {
    case EXTRASAMPLE_ASSOCALPHA:
      return SLH_TIFF_PREMULTIPLIED_ALPHA;
    case EXTRASAMPLE_UNASSALPHA:
      return SLH_TIFF_STRAIGHT_ALPHA;
    default:
      return SLH_TIFF_NO_ALPHA;
  }
}

// Sets color; false when libtiff has to convert.
static bool is_direct(slh_tiff_reader *reader) {
  const uint16_t bits = reader->header.bits_per_sample;
  const uint16_t format = short_field(reader, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
  if ((bits != 8 && bits != 16) || format != SAMPLEFORMAT_UINT) return false;
  switch (short_field(reader, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK)) {
    case PHOTOMETRIC_MINISBLACK:
      reader->header.color = SLH_TIFF_GRAY;
      return true;
    case PHOTOMETRIC_MINISWHITE:
      reader->header.color = SLH_TIFF_INVERTED_GRAY;
      return true;
    case PHOTOMETRIC_RGB:
      reader->header.color = SLH_TIFF_RGB;
      return reader->header.samples_per_pixel >= 3;
    case PHOTOMETRIC_SEPARATED:
      reader->header.color = SLH_TIFF_CMYK;
      return bits == 8 && reader->header.samples_per_pixel >= 4
             && short_field(reader, TIFFTAG_INKSET, INKSET_CMYK) == INKSET_CMYK;
    default:
      return false;
  }
}

static int32_t color_channels(slh_tiff_color color) {
  return color == SLH_TIFF_RGB ? 3 : color == SLH_TIFF_CMYK ? 4 : 1;
}

static void choose_access(slh_tiff_reader *reader) {
  slh_tiff_header *header = &reader->header;
  reader->is_planar =
      short_field(reader, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE
      && header->samples_per_pixel > 1;
  if (!is_direct(reader)) {
    reader->access = CONVERTED;
    header->color = SLH_TIFF_RGB;
    header->bits_per_sample = 8;
    header->samples_per_pixel = 4;
    // libtiff multiplies colours by alpha here.
    if (header->alpha != SLH_TIFF_NO_ALPHA) header->alpha = SLH_TIFF_PREMULTIPLIED_ALPHA;
    return;
  }
  if (header->samples_per_pixel <= color_channels(header->color)) header->alpha = SLH_TIFF_NO_ALPHA;
  reader->access = p_TIFFIsTiled(reader->file) ? TILES
                   : reader->is_planar         ? PLANAR_STRIPS
                                               : SCANLINES;
}

// A declared strip or tile may be larger than any picture: nothing beyond this is taken for one.
static const uint64_t MAXIMUM_PIECE_SIZE = (uint64_t)1 << 30;

// What the readers of bands take from a piece.
static uint64_t needed_piece_size(const slh_tiff_reader *reader, uint32_t rows) {
  const slh_tiff_header *header = &reader->header;
  const uint64_t sample = (uint64_t)header->bits_per_sample / 8;
  const uint64_t pixel = sample * (uint64_t)header->samples_per_pixel;
  switch (reader->access) {
    case SCANLINES:
      return (uint64_t)header->width * pixel;
    case PLANAR_STRIPS:
      return (uint64_t)header->width * rows * sample;
    case TILES:
      return (uint64_t)reader->tile_width * rows * (reader->is_planar ? sample : pixel);
    case CONVERTED:
      return (uint64_t)header->width * rows * 4;
  }
}

static bool plan_bands(slh_tiff_reader *reader, slh_error *error) {
  slh_tiff_header *header = &reader->header;
  const int32_t usual_rows = 32;
  uint32_t rows = 0;
  uint64_t size = 0;
  switch (reader->access) {
    case SCANLINES:
      rows = usual_rows;
      // libtiff's own row may be longer than ours, when the file contradicts itself.
      size = p_TIFFScanlineSize64(reader->file);
      break;
    case PLANAR_STRIPS:
      p_TIFFGetFieldDefaulted(reader->file, TIFFTAG_ROWSPERSTRIP, &rows);
      size = p_TIFFStripSize64(reader->file);
      break;
    case TILES:
      reader->tile_width = long_field(reader, TIFFTAG_TILEWIDTH);
      rows = long_field(reader, TIFFTAG_TILELENGTH);
      size = p_TIFFTileSize64(reader->file);
      break;
    case CONVERTED:
      // libtiff unpacks a whole strip or row of tiles for every part that is asked of it.
      if (p_TIFFIsTiled(reader->file)) {
        rows = long_field(reader, TIFFTAG_TILELENGTH);
      } else {
        p_TIFFGetFieldDefaulted(reader->file, TIFFTAG_ROWSPERSTRIP, &rows);
      }
      if (rows < (uint32_t)usual_rows && rows > 0) rows = (usual_rows + rows - 1) / rows * rows;
      break;
  }
  if (rows == 0 || (reader->access == TILES && reader->tile_width == 0)) {
    return fail(reader, error, "strips or tiles without a size");
  }
  if (rows > (uint32_t)header->height) rows = (uint32_t)header->height;
  if (reader->access == CONVERTED) size = (uint64_t)header->width * rows * 4;
  if (size < needed_piece_size(reader, rows) || size > MAXIMUM_PIECE_SIZE) {
    return fail(reader, error, "strips or tiles of impossible size");
  }
  header->band_rows = (int32_t)rows;
  reader->piece_size = (size_t)size;
  return true;
}

static bool read_header(slh_tiff_reader *reader, slh_error *error) {
  const uint32_t width = long_field(reader, TIFFTAG_IMAGEWIDTH);
  const uint32_t height = long_field(reader, TIFFTAG_IMAGELENGTH);
  if (width > INT32_MAX || height > INT32_MAX || width == 0 || height == 0) {
    return fail(reader, error, "no sound size");
  }
  reader->header = (slh_tiff_header){
      .width = (int32_t)width,
      .height = (int32_t)height,
      .orientation = short_field(reader, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT),
      .samples_per_pixel = short_field(reader, TIFFTAG_SAMPLESPERPIXEL, 1),
      .bits_per_sample = short_field(reader, TIFFTAG_BITSPERSAMPLE, 1),
      .alpha = alpha_of(reader),
  };
  const uint16_t compression = short_field(reader, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  if (!p_TIFFIsCODECConfigured(compression)) {
    slh_fail(error, SLH_CODEC_UNSUPPORTED, "compression %u", compression);
    return false;
  }
  char reason[1024];
  choose_access(reader);
  if (reader->access == CONVERTED && !p_TIFFRGBAImageOK(reader->file, reason)) {
    return refuse(error, reason);
  }
  return plan_bands(reader, error);
}

static bool open_file(slh_tiff_reader *reader, slh_error *error) {
  // Process-wide, but the messages go to the file that they are about.
  p_TIFFSetErrorHandler(NULL);
  p_TIFFSetWarningHandler(NULL);
  p_TIFFSetErrorHandlerExt(slh_tiff_memory_message);
  // Mapped: otherwise libtiff copies, and 4.5 refuses small uncompressed tiles.
  reader->file = p_TIFFClientOpen(
      "", "r", &reader->memory, slh_tiff_memory_read, slh_tiff_memory_write,
      slh_tiff_memory_seek, slh_tiff_memory_close, slh_tiff_memory_size, slh_tiff_memory_map,
      slh_tiff_memory_unmap);
  return reader->file || fail(reader, error, "header");
}

slh_tiff_reader *slh_tiff_reader_create(
    const uint8_t *bytes, size_t count, slh_error *error) {
  if (!load_tiff(error)) return NULL;
  slh_tiff_reader *reader = calloc(1, sizeof *reader);
  if (!reader) {
    slh_fail(error, SLH_CODEC_FAILED, "out of memory");
    return NULL;
  }
  reader->memory.bytes = bytes;
  reader->memory.count = count;
  if (open_file(reader, error) && read_header(reader, error)) return reader;
  slh_tiff_reader_free(reader);
  return NULL;
}

slh_tiff_header slh_tiff_reader_header(const slh_tiff_reader *reader) { return reader->header; }

size_t slh_tiff_reader_profile(const slh_tiff_reader *reader, const uint8_t **bytes) {
  uint32_t count = 0;
  void *profile = NULL;
  if (!p_TIFFGetField(reader->file, TIFFTAG_ICCPROFILE, &count, &profile)) return 0;
  *bytes = profile;
  return count;
}

// MARK: Bands

typedef struct band {
  int32_t first_row;
  int32_t count;
  uint8_t *rows;
  // Bytes of a sample, of a pixel and of a row of the band.
  size_t sample;
  size_t pixel;
  size_t stride;
} band;

static bool read_scanlines(slh_tiff_reader *reader, const band *band) {
  for (int32_t y = 0; y < band->count; ++y) {
    if (p_TIFFReadScanline(reader->file, reader->piece, (uint32_t)(band->first_row + y), 0) < 0) {
      return false;
    }
    memcpy(band->rows + (size_t)y * band->stride, reader->piece, band->stride);
  }
  return true;
}

// Spreads `width` samples of one channel, or whole pixels, of one row of a piece into the band.
static void spread(
    const band *band, const uint8_t *source, uint8_t *target, size_t width, bool is_planar) {
  if (!is_planar) {
    memcpy(target, source, width * band->pixel);
    return;
  }
  for (size_t x = 0; x < width; ++x) {
    memcpy(target + x * band->pixel, source + x * band->sample, band->sample);
  }
}

static bool read_planar_strips(slh_tiff_reader *reader, const band *band) {
  const size_t row_size = (size_t)reader->header.width * band->sample;
  for (int32_t channel = 0; channel < reader->header.samples_per_pixel; ++channel) {
    const uint32_t strip =
        p_TIFFComputeStrip(reader->file, (uint32_t)band->first_row, (uint16_t)channel);
    const tmsize_t wanted = (tmsize_t)(row_size * (size_t)band->count);
    if (p_TIFFReadEncodedStrip(reader->file, strip, reader->piece, wanted) < wanted) return false;
    for (int32_t y = 0; y < band->count; ++y) {
      spread(
          band, reader->piece + (size_t)y * row_size,
          band->rows + (size_t)y * band->stride + (size_t)channel * band->sample,
          (size_t)reader->header.width, true);
    }
  }
  return true;
}

static bool read_tiles(slh_tiff_reader *reader, const band *band) {
  const int32_t planes = reader->is_planar ? reader->header.samples_per_pixel : 1;
  const size_t unit = reader->is_planar ? band->sample : band->pixel;
  const size_t width = (size_t)reader->header.width;
  for (int32_t plane = 0; plane < planes; ++plane) {
    for (size_t x = 0; x < width; x += reader->tile_width) {
      if (p_TIFFReadTile(
              reader->file, reader->piece, (uint32_t)x, (uint32_t)band->first_row, 0,
              (uint16_t)plane) < 0) {
        return false;
      }
      const size_t covered = width - x < reader->tile_width ? width - x : reader->tile_width;
      for (int32_t y = 0; y < band->count; ++y) {
        spread(
            band, reader->piece + (size_t)y * reader->tile_width * unit,
            band->rows + (size_t)y * band->stride + x * band->pixel
                + (size_t)plane * band->sample,
            covered, reader->is_planar);
      }
    }
  }
  return true;
}

static bool read_converted(slh_tiff_reader *reader, const band *band) {
  char reason[1024];
  TIFFRGBAImage image;
  if (!p_TIFFRGBAImageBegin(&image, reader->file, 1, reason)) return false;
  // The band stays as it is stored: turning is our own affair.
  image.req_orientation = image.orientation;
  image.row_offset = band->first_row;
  uint32_t *packed = (uint32_t *)(void *)reader->piece;
  const int done = p_TIFFRGBAImageGet(
      &image, packed, (uint32_t)reader->header.width, (uint32_t)band->count);
  p_TIFFRGBAImageEnd(&image);
  if (!done) return false;
  const size_t pixels = (size_t)reader->header.width * (size_t)band->count;
  for (size_t i = 0; i < pixels; ++i) {
    band->rows[4 * i] = (uint8_t)TIFFGetR(packed[i]);
    band->rows[4 * i + 1] = (uint8_t)TIFFGetG(packed[i]);
    band->rows[4 * i + 2] = (uint8_t)TIFFGetB(packed[i]);
    band->rows[4 * i + 3] = (uint8_t)TIFFGetA(packed[i]);
  }
  return true;
}

static bool read_band(slh_tiff_reader *reader, const band *band) {
  switch (reader->access) {
    case SCANLINES:
      return read_scanlines(reader, band);
    case PLANAR_STRIPS:
      return read_planar_strips(reader, band);
    case TILES:
      return read_tiles(reader, band);
    case CONVERTED:
      return read_converted(reader, band);
  }
}

bool slh_tiff_reader_band(
    slh_tiff_reader *reader, int32_t first_row, int32_t count, uint8_t *rows,
    slh_error *error) {
  const size_t sample = (size_t)reader->header.bits_per_sample / 8;
  const size_t pixel = sample * (size_t)reader->header.samples_per_pixel;
  const band band = {
      .first_row = first_row,
      .count = count,
      .rows = rows,
      .sample = sample,
      .pixel = pixel,
      .stride = pixel * (size_t)reader->header.width,
  };
  // Zeroed, so that no pixel is ever made of memory that nobody wrote.
  if (!reader->piece && !(reader->piece = calloc(1, reader->piece_size))) {
    slh_fail(error, SLH_CODEC_FAILED, "out of memory");
    return false;
  }
  reader->memory.message[0] = '\0';
  if (!read_band(reader, &band) || reader->memory.message[0]) {
    return fail(reader, error, "compressed data");
  }
  return true;
}

void slh_tiff_reader_free(slh_tiff_reader *reader) {
  if (!reader) return;
  if (reader->file) p_TIFFClose(reader->file);
  free(reader->piece);
  free(reader);
}
