#include "slh_pixels.h"

#include <string.h>

static inline __attribute__((always_inline)) void place(
    uint8_t *target, ptrdiff_t x_step, ptrdiff_t y_step, const uint8_t *source,
    size_t source_stride, size_t width, size_t height, size_t pixel) {
  // The inner loop follows the target's memory.
  if (y_step == (ptrdiff_t)pixel || y_step == -(ptrdiff_t)pixel) {
    for (size_t x = 0; x < width; ++x) {
      for (size_t y = 0; y < height; ++y) {
        memcpy(target + (ptrdiff_t)x * x_step + (ptrdiff_t)y * y_step,
               source + y * source_stride + x * pixel, pixel);
      }
    }
  } else {
    for (size_t y = 0; y < height; ++y) {
      for (size_t x = 0; x < width; ++x) {
        memcpy(target + (ptrdiff_t)x * x_step + (ptrdiff_t)y * y_step,
               source + y * source_stride + x * pixel, pixel);
      }
    }
  }
}

void slh_place_pixels(
    uint8_t *target, ptrdiff_t x_step, ptrdiff_t y_step, const uint8_t *source,
    size_t source_stride, size_t width, size_t height, size_t pixel) {
  switch (pixel) {
    case 3:
      place(target, x_step, y_step, source, source_stride, width, height, 3);
      break;
    case 4:
      place(target, x_step, y_step, source, source_stride, width, height, 4);
      break;
    default:
      place(target, x_step, y_step, source, source_stride, width, height, pixel);
  }
}

void slh_hide_transparent_8(const uint8_t *source, uint8_t *target, size_t width) {
  for (size_t x = 0; x < width; ++x) {
    const uint8_t keep = source[4 * x + 3] == 0 ? 0 : 0xFF;
    for (size_t channel = 0; channel < 4; ++channel) {
      target[4 * x + channel] = source[4 * x + channel] & keep;
    }
  }
}

void slh_hide_transparent_16(const uint16_t *source, uint16_t *target, size_t width) {
  for (size_t x = 0; x < width; ++x) {
    const uint16_t keep = source[4 * x + 3] == 0 ? 0 : 0xFFFF;
    for (size_t channel = 0; channel < 4; ++channel) {
      target[4 * x + channel] = source[4 * x + channel] & keep;
    }
  }
}

void slh_swap_red_blue(const uint8_t *source, uint8_t *target, size_t width) {
  for (size_t x = 0; x < width; ++x) {
    const uint8_t first = source[4 * x];
    const uint8_t third = source[4 * x + 2];
    target[4 * x] = third;
    target[4 * x + 1] = source[4 * x + 1];
    target[4 * x + 2] = first;
    target[4 * x + 3] = source[4 * x + 3];
  }
}

void slh_swap_bytes_16(const uint16_t *source, uint16_t *target, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    target[i] = (uint16_t)(source[i] << 8 | source[i] >> 8);
  }
}

void slh_narrow_16_to_8(const uint16_t *source, uint8_t *target, size_t count) {
  // (v · 255 + 32895) >> 16 is exact for all v.
  for (size_t i = 0; i < count; ++i) {
    target[i] = (uint8_t)(((uint32_t)source[i] * 255 + 32895) >> 16);
  }
}
