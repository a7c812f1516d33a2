#include "slh_imaging.h"
#include "vector.h"

static inline float unit(float value) { return value > 0 ? (value < 1 ? value : 1) : 0; }

SLH_EACH_SET void slh_add_scaled(float *out, const float *in, float weight, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] += in[i] * weight;
}

SLH_EACH_SET void slh_scale(float *values, float factor, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] *= factor;
}

SLH_EACH_SET void slh_multiply(float *out, const float *in, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] *= in[i];
}

// 0 and 1 are exact: alphas are quotients of whole numbers.
static inline int kind(float alpha) { return alpha <= 0 ? 0 : alpha >= 1 ? 1 : 2; }

SLH_EACH_SET size_t slh_alpha_run(const float *alpha, size_t from, size_t count) {
  const int first = kind(alpha[from]);
  size_t end = from + 1;
  while (end < count && kind(alpha[end]) == first) end++;
  return end;
}

SLH_EACH_SET void slh_composite(float *colors, const float *background, const float *alpha, size_t count) {
  for (size_t k = 0; k < count; k++, colors += 3, background += 3)
    for (size_t j = 0; j < 3; j++)
      colors[j] = alpha[k] * colors[j] + (1 - alpha[k]) * background[j];
}

// Whether whole vectors can be taken over.
static inline bool as_they_lie(const uint8_t order[3]) {
  return order[0] == 0 && order[1] == 1 && order[2] == 2;
}

#define PIXEL_ROWS(suffix, element, maximum)                                                  \
  SLH_EACH_SET void slh_values_from_##suffix(float *out, const element *in, size_t step, float whole,      \
                                size_t count) {                                               \
    for (size_t k = 0; k < count; k++) out[k] = (float)in[k * step] / whole;                  \
  }                                                                                           \
                                                                                              \
  static inline element quantized_##suffix(float value) {                                     \
    return (element)(int32_t)(unit(value) * (float)(maximum) + 0.5f);                         \
  }                                                                                           \
                                                                                              \
  SLH_EACH_SET void slh_store_colors_##suffix(element *out, size_t channels, const uint8_t order[3],       \
                                 const float *colors, size_t count) {                         \
    if (channels == 3 && as_they_lie(order)) {                                                \
      for (size_t i = 0; i < 3 * count; i++) out[i] = quantized_##suffix(colors[i]);          \
      return;                                                                                 \
    }                                                                                         \
    for (size_t k = 0; k < count; k++, out += channels, colors += 3) {                        \
      if (channels == 1) {                                                                    \
        out[0] = quantized_##suffix(0.2126f * colors[0] + 0.7152f * colors[1] +               \
                                    0.0722f * colors[2]);                                     \
        continue;                                                                             \
      }                                                                                       \
      for (size_t j = 0; j < 3; j++) out[order[j]] = quantized_##suffix(colors[j]);           \
      if (channels == 4) out[3] = (maximum);                                                  \
    }                                                                                         \
  }                                                                                           \
                                                                                              \
  SLH_EACH_SET void slh_opaque_pixels_##suffix(element *out, const element *in,                \
                                               size_t channels, const uint8_t order[3],        \
                                               size_t count) {                                 \
    if (channels == 3 && as_they_lie(order)) {                                                 \
      for (size_t k = 0; k < count; k++) {                                                     \
        for (size_t j = 0; j < 3; j++) out[4 * k + j] = in[3 * k + j];                         \
        out[4 * k + 3] = (maximum);                                                            \
      }                                                                                        \
      return;                                                                                  \
    }                                                                                          \
    for (size_t k = 0; k < count; k++, out += 4, in += channels) {                             \
      for (size_t j = 0; j < 3; j++) out[j] = in[order[j]];                                    \
      out[3] = (maximum);                                                                      \
    }                                                                                          \
  }                                                                                            \
                                                                                              \
  SLH_EACH_SET void slh_store_alpha_##suffix(element *out, const float *alpha, size_t count) {             \
    for (size_t k = 0; k < count; k++) out[4 * k + 3] = quantized_##suffix(alpha[k]);         \
  }

PIXEL_ROWS(u8, uint8_t, 255)
PIXEL_ROWS(u16, uint16_t, 65535)

SLH_EACH_SET void slh_add_background(float *sums, const float *colors, const float *alpha, float weight,
                        float least, size_t count) {
  for (size_t k = 0; k < count; k++, sums += 4, colors += 3) {
    const float rest = 1 - alpha[k];
    const float share = weight * (rest * rest + least);
    for (size_t j = 0; j < 3; j++) sums[j] += share * colors[j];
    sums[3] += share;
  }
}

SLH_EACH_SET void slh_divide_weights(float *out, const float *in, size_t count) {
  for (size_t k = 0; k < count; k++, out += 3, in += 4)
    for (size_t j = 0; j < 3; j++) out[j] = in[j] / in[3];
}
