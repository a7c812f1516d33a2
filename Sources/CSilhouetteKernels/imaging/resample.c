#include "slh_imaging.h"

#include "vector.h"

// The sums stay in registers for a block of one row, so each source pixel is read once and the result
// written once. A block of the source is a cache line, or a quarter of one for what is shorter.
enum { line = 64, quarter = 16 };

// Who calls for one row of a picture calls for the next, which reads the rows below; they lie in as many
// pages, where the processor would look ahead too late. Maps of floats are small enough to be in cache.
#define FETCH_AHEAD(element, address) \
  if (sizeof(element) < sizeof(float)) __builtin_prefetch((const void *)(address))

#define WEIGHTED_BLOCK(element, bytes, i)                                    \
  do {                                                                       \
    enum { block = (bytes) / sizeof(element) };                              \
    float sums[block] = {0};                                                 \
    for (size_t t = 0; t < taps; t++) {                                      \
      const uint8_t *row = rows + t * stride + (i) * sizeof(element);        \
      element values[block];                                                 \
      memcpy(values, row, sizeof values);                                    \
      FETCH_AHEAD(element, (uintptr_t)row + (taps - 1) * stride);            \
      for (size_t k = 0; k < block; k++) sums[k] += weights[t] * (float)values[k]; \
    }                                                                        \
    memcpy(out + (i), sums, sizeof sums);                                    \
  } while (0)

// What is left behind the last whole block is one more block that ends with the row: its first sums are
// made twice, which is less work than to make its last ones alone.
#define WEIGHTED_BLOCKS(element, bytes)                                        \
  do {                                                                         \
    enum { length = (bytes) / sizeof(element) };                               \
    size_t i = 0;                                                              \
    for (; i + length <= count; i += length) WEIGHTED_BLOCK(element, bytes, i); \
    if (i < count) WEIGHTED_BLOCK(element, bytes, count - length);             \
  } while (0)

#define WEIGHTED_ROWS(name, element)                                                           \
  SLH_EACH_SET void name(float *out, const uint8_t *rows, size_t stride, const float *weights, \
                         size_t taps, size_t count) {                                          \
    if (count * sizeof(element) >= line) {                                                     \
      WEIGHTED_BLOCKS(element, line);                                                          \
    } else if (count * sizeof(element) >= quarter) {                                           \
      WEIGHTED_BLOCKS(element, quarter);                                                       \
    } else {                                                                                   \
      for (size_t i = 0; i < count; i++) WEIGHTED_BLOCK(element, sizeof(element), i);          \
    }                                                                                          \
  }

WEIGHTED_ROWS(slh_weighted_rows_u8, uint8_t)
WEIGHTED_ROWS(slh_weighted_rows_u16, uint16_t)
WEIGHTED_ROWS(weighted_rows_float, float)

SLH_EACH_SET void slh_weighted_rows_f32(float *out, const float *rows, size_t stride,
                                        const float *weights, size_t taps, size_t count) {
  weighted_rows_float(out, (const uint8_t *)rows, stride, weights, taps, count);
}

static inline __attribute__((always_inline)) float4 weighted_pixel(const float *row,
                                                                   size_t channels,
                                                                   const float *weights,
                                                                   size_t taps) {
  if (taps == 2) return weights[0] * load4(row) + weights[1] * load4(row + channels);
  float4 sum = {0};
  for (size_t t = 0; t < taps; t++) sum += weights[t] * load4(row + t * channels);
  return sum;
}

static inline __attribute__((always_inline)) float weighted_value(const float *row,
                                                                  const float *weights,
                                                                  size_t taps) {
  float sum = 0;
  for (size_t t = 0; t < taps; t++) sum += weights[t] * row[t];
  return sum;
}

// Inlined with a known number of taps, so that those of one target do not take a loop, and of channels,
// so that these do not take a call.
static inline __attribute__((always_inline)) void weighted_values(float *out, const float *row,
                                                                  const slh_axis *axis,
                                                                  size_t taps, size_t count) {
  for (size_t k = 0; k < count; k++)
    out[k] = weighted_value(row + axis->first[k], axis->weights + k * taps, taps);
}

static inline __attribute__((always_inline)) void weighted_pixels(float *out, const float *row,
                                                                  size_t channels,
                                                                  const slh_axis *axis,
                                                                  size_t taps, size_t count) {
  for (size_t k = 0; k < count; k++, out += channels) {
    const float *source = row + (size_t)axis->first[k] * channels;
    const float4 sum = weighted_pixel(source, channels, axis->weights + k * taps, taps);
    memcpy(out, &sum, channels * sizeof(float));
  }
}

SLH_EACH_SET void slh_weighted_columns(float *out, const float *row, size_t channels,
                                       const slh_axis *axis, size_t count) {
  const size_t taps = axis->taps;
  if (channels == 1) {
    switch (taps) {
      case 1: weighted_values(out, row, axis, 1, count); return;
      case 2: weighted_values(out, row, axis, 2, count); return;
      case 3: weighted_values(out, row, axis, 3, count); return;
      case 4: weighted_values(out, row, axis, 4, count); return;
      default: weighted_values(out, row, axis, taps, count); return;
    }
  }
  if (channels == 3) weighted_pixels(out, row, 3, axis, taps, count);
  else if (taps == 2) weighted_pixels(out, row, 4, axis, 2, count);
  else if (taps == 3) weighted_pixels(out, row, 4, axis, 3, count);
  else weighted_pixels(out, row, 4, axis, taps, count);
}

#define BLEND(lanes, i)                                                                   \
  STORE(lanes, out + (i),                                                                 \
        weights[0] * LOAD(lanes, row + (i)) + weights[1] * LOAD(lanes, row + stride + (i)))

// Two rows, of whole pixels.
static inline __attribute__((always_inline)) void blend_two(float *restrict out, const float *row,
                                                            size_t stride, const float *weights,
                                                            size_t count) {
  size_t i = 0;
  for (; i + 16 <= count; i += 16) BLEND(float16, i);
  if (i < count && count >= 16) BLEND(float16, count - 16);
  else
    for (; i < count; i += 4) BLEND(float4, i);
}

// Inlined with two taps, as all that is enlarged has.
static inline __attribute__((always_inline)) void resample_colors(
    float *restrict out, size_t out_stride, const float *in, size_t in_stride,
    const slh_axis *rows, size_t row_taps, size_t height, const slh_axis *columns,
    size_t column_taps, size_t width, float *restrict scratch) {
  const size_t start = 4 * (size_t)columns->first[0];
  const size_t end = 4 * ((size_t)columns->first[width - 1] + column_taps);
  for (size_t y = 0; y < height; y++, out += out_stride) {
    const float *row = in + (size_t)rows->first[y] * in_stride + start;
    const float *weights = rows->weights + y * row_taps;
    if (row_taps == 2)
      blend_two(scratch, row, in_stride, weights, end - start);
    else
      slh_weighted_rows_f32(scratch, row, in_stride * sizeof(float), weights, row_taps,
                            end - start);
    for (size_t x = 0; x < width; x++) {
      const float *source = scratch + (4 * (size_t)columns->first[x] - start);
      store4(out + 4 * x,
             weighted_pixel(source, 4, columns->weights + x * column_taps, column_taps));
    }
  }
}

SLH_EACH_SET void slh_resample_colors(float *out, size_t out_stride, const float *in,
                                      size_t in_stride, const slh_axis *rows, size_t height,
                                      const slh_axis *columns, size_t width, float *scratch) {
  if (rows->taps == 2 && columns->taps == 2)
    resample_colors(out, out_stride, in, in_stride, rows, 2, height, columns, 2, width, scratch);
  else
    resample_colors(out, out_stride, in, in_stride, rows, rows->taps, height, columns,
                    columns->taps, width, scratch);
}

// Three channels of a sum in the network's order.
static inline void store_transformed(float *out, const float *sums,
                                     const slh_color_transform *transform) {
  for (size_t j = 0; j < 3; j++)
    out[j] = sums[transform->order[j]] * transform->scale[j] + transform->offset[j];
}

// Inlined with a known number of taps.
static inline __attribute__((always_inline)) void weighted_colors(
    float *out, const float *row, size_t channels, const slh_axis *axis, size_t taps, size_t count,
    const slh_color_transform *transform) {
  const uint8_t *order = transform->order;
  const float4 scale = {transform->scale[0], transform->scale[1], transform->scale[2]};
  const float4 offset = {transform->offset[0], transform->offset[1], transform->offset[2]};
  const bool as_they_lie = order[0] == 0 && order[1] == 1 && order[2] == 2;
  for (size_t k = 0; k < count; k++, out += 3) {
    const float *source = row + (size_t)axis->first[k] * channels;
    const float4 sum = weighted_pixel(source, channels, axis->weights + k * taps, taps);
    if (as_they_lie) {
      const float4 value = sum * scale + offset;
      memcpy(out, &value, 3 * sizeof(float));
    } else {
      float sums[4];
      store4(sums, sum);
      store_transformed(out, sums, transform);
    }
  }
}

SLH_EACH_SET void slh_weighted_columns_transformed(float *out, const float *row, size_t channels,
                                                   const slh_axis *axis, size_t count,
                                                   const slh_color_transform *transform) {
  const size_t taps = axis->taps;
  if (channels == 1) {
    for (size_t k = 0; k < count; k++) {
      const float sum = weighted_value(row + axis->first[k], axis->weights + k * taps, taps);
      store_transformed(out + 3 * k, &sum, transform);
    }
    return;
  }
  switch (taps) {
    case 2: weighted_colors(out, row, channels, axis, 2, count, transform); break;
    case 3: weighted_colors(out, row, channels, axis, 3, count, transform); break;
    case 4: weighted_colors(out, row, channels, axis, 4, count, transform); break;
    case 5: weighted_colors(out, row, channels, axis, 5, count, transform); break;
    case 6: weighted_colors(out, row, channels, axis, 6, count, transform); break;
    default: weighted_colors(out, row, channels, axis, taps, count, transform); break;
  }
}

#define QUANTIZE(name, element, maximum)                                    \
  SLH_EACH_SET void name(element *out, const float *in, size_t count) {                  \
    for (size_t i = 0; i < count; i++) {                                    \
      float value = in[i];                                                  \
      value = value > 0 ? value : 0; /* not a number becomes 0 as well */   \
      value = value < 1 ? value : 1;                                        \
      out[i] = (element)(int32_t)(value * (float)(maximum) + 0.5f);         \
    }                                                                       \
  }

QUANTIZE(slh_quantize_u8, uint8_t, 255)
QUANTIZE(slh_quantize_u16, uint16_t, 65535)
