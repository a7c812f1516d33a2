#include "slh_png.h"

#include <stdlib.h>
#include <string.h>

static inline uint8_t paeth(int32_t a, int32_t b, int32_t c) {
  const int32_t from_a = abs(b - c);
  const int32_t from_b = abs(a - c);
  const int32_t from_c = abs(a + b - 2 * c);
  const int32_t nearer = from_b < from_a ? b : a;
  const int32_t distance = from_b < from_a ? from_b : from_a;
  return (uint8_t)(from_c < distance ? c : nearer);
}

// Inlined into a call with a constant `pixel`, so that the compiler keeps a pixel in registers.
static inline __attribute__((always_inline)) void unfilter(
    int32_t filter, uint8_t *row, const uint8_t *previous, size_t count, size_t pixel) {
  const size_t first = count < pixel ? count : pixel;
  switch (filter) {
    case SLH_PNG_SUB:
      for (size_t i = pixel; i < count; ++i) row[i] = (uint8_t)(row[i] + row[i - pixel]);
      break;
    case SLH_PNG_UP:
      for (size_t i = 0; i < count; ++i) row[i] = (uint8_t)(row[i] + previous[i]);
      break;
    case SLH_PNG_AVERAGE:
      for (size_t i = 0; i < first; ++i) row[i] = (uint8_t)(row[i] + previous[i] / 2);
      for (size_t i = pixel; i < count; ++i) {
        row[i] = (uint8_t)(row[i] + (row[i - pixel] + previous[i]) / 2);
      }
      break;
    case SLH_PNG_PAETH:
      for (size_t i = 0; i < first; ++i) row[i] = (uint8_t)(row[i] + previous[i]);
      for (size_t i = pixel; i + pixel <= count; i += pixel) {
        for (size_t channel = i; channel < i + pixel; ++channel) {
          row[channel] = (uint8_t)(
              row[channel]
              + paeth(row[channel - pixel], previous[channel], previous[channel - pixel]));
        }
      }
      break;
    default:
      break;
  }
}

void slh_png_unfilter(
    int32_t filter, uint8_t *row, const uint8_t *previous, size_t count, size_t pixel) {
  switch (pixel) {
    case 3:
      unfilter(filter, row, previous, count, 3);
      break;
    case 4:
      unfilter(filter, row, previous, count, 4);
      break;
    default:
      unfilter(filter, row, previous, count, pixel);
  }
}

// What `filter` leaves of byte `i`; `left` and `corner` are 0 for the first pixel.
static inline __attribute__((always_inline)) uint8_t residual(
    int32_t filter, uint8_t value, uint8_t left, uint8_t above, uint8_t corner) {
  switch (filter) {
    case SLH_PNG_SUB:
      return (uint8_t)(value - left);
    case SLH_PNG_UP:
      return (uint8_t)(value - above);
    case SLH_PNG_AVERAGE:
      return (uint8_t)(value - (left + above) / 2);
    case SLH_PNG_PAETH:
      return (uint8_t)(value - paeth(left, above, corner));
    default:
      return value;
  }
}

static inline uint8_t magnitude(uint8_t value) {
  return value < 128 ? value : (uint8_t)(256 - value);
}

static inline __attribute__((always_inline)) uint64_t cost_of(
    int32_t filter, const uint8_t *restrict row, const uint8_t *restrict previous, size_t count,
    size_t pixel) {
  const size_t first = count < pixel ? count : pixel;
  uint64_t sum = 0;
  for (size_t i = 0; i < first; ++i) sum += magnitude(residual(filter, row[i], 0, previous[i], 0));
  // Blocks keep the inner sum in 16 bits, which vectorizes twice as wide: 256 · 128 < 2^16.
  for (size_t start = first; start < count; start += 256) {
    const size_t end = start + 256 < count ? start + 256 : count;
    uint16_t block = 0;
    for (size_t i = start; i < end; ++i) {
      const uint8_t rest =
          residual(filter, row[i], row[i - pixel], previous[i], previous[i - pixel]);
      block = (uint16_t)(block + magnitude(rest));
    }
    sum += block;
  }
  return sum;
}

static inline __attribute__((always_inline)) void apply(
    int32_t filter, const uint8_t *restrict row, const uint8_t *restrict previous,
    uint8_t *restrict filtered, size_t count, size_t pixel) {
  const size_t first = count < pixel ? count : pixel;
  for (size_t i = 0; i < first; ++i) filtered[i] = residual(filter, row[i], 0, previous[i], 0);
  for (size_t i = first; i < count; ++i) {
    filtered[i] = residual(filter, row[i], row[i - pixel], previous[i], previous[i - pixel]);
  }
}

// One loop for each filter, so that each vectorizes.
static uint64_t cost(
    int32_t filter, const uint8_t *row, const uint8_t *previous, size_t count, size_t pixel) {
  switch (filter) {
    case SLH_PNG_SUB:
      return cost_of(SLH_PNG_SUB, row, previous, count, pixel);
    case SLH_PNG_UP:
      return cost_of(SLH_PNG_UP, row, previous, count, pixel);
    case SLH_PNG_AVERAGE:
      return cost_of(SLH_PNG_AVERAGE, row, previous, count, pixel);
    case SLH_PNG_PAETH:
      return cost_of(SLH_PNG_PAETH, row, previous, count, pixel);
    default:
      return cost_of(SLH_PNG_NONE, row, previous, count, pixel);
  }
}

static void filter_row(
    int32_t filter, const uint8_t *row, const uint8_t *previous, uint8_t *filtered, size_t count,
    size_t pixel) {
  switch (filter) {
    case SLH_PNG_SUB:
      apply(SLH_PNG_SUB, row, previous, filtered, count, pixel);
      break;
    case SLH_PNG_UP:
      apply(SLH_PNG_UP, row, previous, filtered, count, pixel);
      break;
    case SLH_PNG_AVERAGE:
      apply(SLH_PNG_AVERAGE, row, previous, filtered, count, pixel);
      break;
    case SLH_PNG_PAETH:
      apply(SLH_PNG_PAETH, row, previous, filtered, count, pixel);
      break;
    default:
      memcpy(filtered, row, count);
  }
}

void slh_png_filter_best(
    uint32_t candidates, const uint8_t *row, const uint8_t *previous, uint8_t *filtered,
    size_t count, size_t pixel) {
  int32_t best = SLH_PNG_NONE;
  uint64_t lowest = UINT64_MAX;
  for (int32_t filter = SLH_PNG_NONE; filter < SLH_PNG_FILTER_COUNT; ++filter) {
    if (!(candidates >> filter & 1)) continue;
    const uint64_t found = cost(filter, row, previous, count, pixel);
    if (found < lowest) {
      lowest = found;
      best = filter;
    }
  }
  filtered[0] = (uint8_t)best;
  filter_row(best, row, previous, filtered + 1, count, pixel);
}
