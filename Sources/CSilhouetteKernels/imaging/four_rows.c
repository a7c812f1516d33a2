#include "slh_imaging.h"
#include "vector.h"

// A pixel of a picture fills a quarter of a vector at most, and those that one target reads lie at any place
// of a row. So four rows are sampled at once: first each pixel of one is put beside those of the others, for
// as many pixels as a vector holds, then each target takes whole vectors.

// Four pixels of a row with a fourth channel that means nothing, their first three in an order.
#define PIXELS_OF(channels, r, g, b)                                                                \
  __builtin_shufflevector(pixels, pixels, r, g, b, b, (channels) + r, (channels) + g, (channels) + b, \
                          (channels) + b, 2 * (channels) + r, 2 * (channels) + g,                   \
                          2 * (channels) + b, 2 * (channels) + b, 3 * (channels) + r,               \
                          3 * (channels) + g, 3 * (channels) + b, 3 * (channels) + b)

#define PIXELS(row, channels, r, g, b)               \
  ({                                                 \
    const float16 pixels = load16(in + (row) * stride); \
    PIXELS_OF(channels, r, g, b);                    \
  })

// The first two pixels of two rows beside each other, and the last two.
#define FIRST_PAIRS(a, b) \
  __builtin_shufflevector(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23)
#define LAST_PAIRS(a, b) \
  __builtin_shufflevector(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31)
#define FIRST_HALVES(a, b) \
  __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define LAST_HALVES(a, b) \
  __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)

#define INTERLEAVE(channels, r, g, b)                                                           \
  for (size_t x = 0; x < count; x += 4, out += 64, in += 4 * (channels)) {                      \
    const float16 first = PIXELS(0, channels, r, g, b), second = PIXELS(1, channels, r, g, b);  \
    const float16 third = PIXELS(2, channels, r, g, b), fourth = PIXELS(3, channels, r, g, b);  \
    const float16 upper = FIRST_PAIRS(first, second), lower = FIRST_PAIRS(third, fourth);       \
    store16(out, FIRST_HALVES(upper, lower));                                                   \
    store16(out + 16, LAST_HALVES(upper, lower));                                               \
    const float16 upper_last = LAST_PAIRS(first, second), lower_last = LAST_PAIRS(third, fourth); \
    store16(out + 32, FIRST_HALVES(upper_last, lower_last));                                    \
    store16(out + 48, LAST_HALVES(upper_last, lower_last));                                     \
  }

// False if pixels are none of those that pictures have.
static inline __attribute__((always_inline)) bool interleave(float *out, const float *in,
                                                             size_t stride, size_t channels,
                                                             const uint8_t order[3],
                                                             size_t count) {
  const bool is_rgb = order[0] == 0 && order[1] == 1 && order[2] == 2;
  const bool is_bgr = order[0] == 2 && order[1] == 1 && order[2] == 0;
  if (channels == 3 && is_rgb) {
    INTERLEAVE(3, 0, 1, 2)
  } else if (channels == 3 && is_bgr) {
    INTERLEAVE(3, 2, 1, 0)
  } else if (channels == 4 && is_rgb) {
    INTERLEAVE(4, 0, 1, 2)
  } else if (channels == 4 && is_bgr) {
    INTERLEAVE(4, 2, 1, 0)
  } else {
    return false;
  }
  return true;
}

// Three numbers in each row's lanes.
static inline __attribute__((always_inline)) float16 in_four_rows(const float numbers[3]) {
  const float a = numbers[0], b = numbers[1], c = numbers[2];
  return (float16){a, b, c, 0, a, b, c, 0, a, b, c, 0, a, b, c, 0};
}

// Inlined with a known number of taps.
static inline __attribute__((always_inline)) void weighted(float *out, size_t out_stride,
                                                           const float *pixels, int32_t first,
                                                           const slh_axis *axis, size_t taps,
                                                           size_t count,
                                                           const slh_color_transform *transform) {
  const float16 scale = in_four_rows(transform->scale), offset = in_four_rows(transform->offset);
  for (size_t k = 0; k < count; k++, out += 3) {
    const float *source = pixels + 16 * (size_t)(axis->first[k] - first);
    const float *weights = axis->weights + k * taps;
    float16 sum = weights[0] * load16(source);
    for (size_t t = 1; t < taps; t++) sum += weights[t] * load16(source + 16 * t);
    const float16 value = sum * scale + offset;
    float4 rows[4];
    memcpy(rows, &value, sizeof value);
    // A fourth number is written over by the next target.
    if (k + 1 < count)
      for (size_t row = 0; row < 4; row++) store4(out + row * out_stride, rows[row]);
    else
      for (size_t row = 0; row < 4; row++) memcpy(out + row * out_stride, &rows[row], 12);
  }
}

SLH_EACH_SET void slh_weighted_columns_of_four(float *out, size_t out_stride, const float *rows,
                                               size_t stride, size_t channels, const slh_axis *axis,
                                               size_t count, const slh_color_transform *transform,
                                               float *scratch) {
  const int32_t ends[2] = {axis->first[0], axis->first[count - 1]};
  const int32_t first = ends[0] < ends[1] ? ends[0] : ends[1];
  const size_t read = (size_t)(ends[0] + ends[1] - 2 * first) + axis->taps;
  if (!interleave(scratch, rows + (size_t)first * channels, stride, channels, transform->order,
                  read)) {
    for (size_t row = 0; row < 4; row++)
      slh_weighted_columns_transformed(out + row * out_stride, rows + row * stride, channels, axis,
                                       count, transform);
    return;
  }
  switch (axis->taps) {
    case 2: weighted(out, out_stride, scratch, first, axis, 2, count, transform); break;
    case 3: weighted(out, out_stride, scratch, first, axis, 3, count, transform); break;
    case 4: weighted(out, out_stride, scratch, first, axis, 4, count, transform); break;
    case 5: weighted(out, out_stride, scratch, first, axis, 5, count, transform); break;
    case 6: weighted(out, out_stride, scratch, first, axis, 6, count, transform); break;
    default: weighted(out, out_stride, scratch, first, axis, axis->taps, count, transform); break;
  }
}
