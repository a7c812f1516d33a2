#include "../float/activation.h"
#include "slh_imaging.h"
#include "vector.h"

// x^power = e^(power ln x). With x = m 2^n, m within sqrt(1/2)...sqrt(2), and s = (m - 1) / (m + 1),
// ln x = n ln 2 + 2 (s + s^3/3 + s^5/5 + ...); what is left out is below 1e-8 of ln m.
static inline float power_of(float x, float power) {
  const uint32_t root_of_half = 0x3F3504F3;
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  const int32_t n = (int32_t)(bits - root_of_half) >> 23;
  bits -= (uint32_t)n << 23;
  float m;
  memcpy(&m, &bits, sizeof m);
  const float s = (m - 1) / (m + 1), square = s * s;
  float series = square * (1.0f / 9) + 1.0f / 7;
  series = series * square + 1.0f / 5;
  series = series * square + 1.0f / 3;
  const float logarithm = (float)n * 0.69314718f + 2 * (s + s * square * series);
  return slh_exp_float(power * logarithm);
}

// Both curves of sRGB (IEC 61966-2-1): a line near 0, where the power's slope has no bound. The power's
// argument is kept away from 0 there, since both branches are computed.
static inline float linear_from_srgb(float value) {
  const float bent = power_of((slh_maximum(value, 0.04045f) + 0.055f) / 1.055f, 2.4f);
  return value <= 0.04045f ? value / 12.92f : bent;
}

static inline float srgb_from_linear(float light) {
  const float bent = 1.055f * power_of(slh_maximum(light, 0.0031308f), 1 / 2.4f) - 0.055f;
  return light <= 0.0031308f ? light * 12.92f : bent;
}

SLH_EACH_SET void slh_linear_from_srgb(float *values, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] = linear_from_srgb(values[i]);
}

SLH_EACH_SET void slh_srgb_from_linear(float *values, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] = srgb_from_linear(values[i]);
}

SLH_EACH_SET void slh_composite_linear(float *colors, const float *background, const float *alpha,
                          size_t count) {
  for (size_t k = 0; k < count; k++, colors += 3, background += 3)
    for (size_t j = 0; j < 3; j++)
      colors[j] = srgb_from_linear(alpha[k] * linear_from_srgb(colors[j]) +
                                   (1 - alpha[k]) * linear_from_srgb(background[j]));
}
