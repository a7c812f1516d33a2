// He, Sun, Tang: Guided Image Filtering (2013), equations 19-21: the guide is a colour picture.
#include "slh_imaging.h"

#include "vector.h"

SLH_EACH_SET void slh_guided_color_products(double *out, const float *colors, size_t count) {
  for (size_t k = 0; k < count; k++, colors += 3, out += SLH_COLOR_PRODUCTS) {
    const double r = colors[0], g = colors[1], b = colors[2];
    out[0] = r;
    out[1] = g;
    out[2] = b;
    out[3] = r * r;
    out[4] = r * g;
    out[5] = r * b;
    out[6] = g * g;
    out[7] = g * b;
    out[8] = b * b;
  }
}

// Differences of means cancel almost all digits where a window has one colour: a float would leave
// noise larger than a small epsilon there, so all of this is in double.
void slh_guided_statistics(double *out, const double *sums, const float *counts, double rows,
                           double epsilon, size_t count) {
  for (size_t k = 0; k < count; k++, sums += SLH_COLOR_PRODUCTS, out += SLH_COLOR_PRODUCTS) {
    const double share = 1 / (rows * counts[k]);
    const double r = sums[0] * share, g = sums[1] * share, b = sums[2] * share;
    const double rr = sums[3] * share - r * r + epsilon;
    const double rg = sums[4] * share - r * g, rb = sums[5] * share - r * b;
    const double gg = sums[6] * share - g * g + epsilon;
    const double gb = sums[7] * share - g * b, bb = sums[8] * share - b * b + epsilon;
    // The inverse of a symmetric matrix: its adjugate over its determinant.
    const double i00 = gg * bb - gb * gb, i01 = rb * gb - rg * bb, i02 = rg * gb - rb * gg;
    const double i11 = rr * bb - rb * rb, i12 = rg * rb - rr * gb, i22 = rr * gg - rg * rg;
    const double scale = 1 / (rr * i00 + rg * i01 + rb * i02);
    out[0] = r;
    out[1] = g;
    out[2] = b;
    out[3] = i00 * scale;
    out[4] = i01 * scale;
    out[5] = i02 * scale;
    out[6] = i11 * scale;
    out[7] = i12 * scale;
    out[8] = i22 * scale;
  }
}

SLH_EACH_SET void slh_guided_mask_products(double *out, const float *colors, const float *mask, size_t count) {
  for (size_t k = 0; k < count; k++, colors += 3, out += SLH_MASK_PRODUCTS) {
    const double p = mask[k];
    out[0] = colors[0] * p;
    out[1] = colors[1] * p;
    out[2] = colors[2] * p;
    out[3] = p;
  }
}

void slh_guided_lines(float *out, const double *sums, const double *statistics,
                      const float *counts, double rows, size_t count) {
  for (size_t k = 0; k < count; k++) {
    const double *s = statistics + k * SLH_COLOR_PRODUCTS;
    const double share = 1 / (rows * counts[k]);
    const double p = sums[3] * share;
    const double rp = sums[0] * share - s[0] * p, gp = sums[1] * share - s[1] * p,
                 bp = sums[2] * share - s[2] * p;
    const double a0 = s[3] * rp + s[4] * gp + s[5] * bp;
    const double a1 = s[4] * rp + s[6] * gp + s[7] * bp;
    const double a2 = s[5] * rp + s[7] * gp + s[8] * bp;
    out[0] = (float)a0;
    out[1] = (float)a1;
    out[2] = (float)a2;
    out[3] = (float)(p - a0 * s[0] - a1 * s[1] - a2 * s[2]);
    sums += SLH_MASK_PRODUCTS;
    out += 4;
  }
}

static inline float stretched(float value, float cut, float stretch) {
  value = (value - cut) * stretch;
  value = value > 0 ? value : 0;
  return value < 1 ? value : 1;
}

SLH_EACH_SET void slh_guided_apply(float *out, const float *lines, const float *colors, float cut,
                      size_t count) {
  const float stretch = 1 / (1 - 2 * cut);
  for (size_t k = 0; k < count; k++, lines += 4, colors += 3) {
    const float value =
        (lines[0] * colors[0] + lines[1] * colors[1]) + (lines[2] * colors[2] + lines[3]);
    out[k] = stretched(value, cut, stretch);
  }
}

SLH_EACH_SET void slh_guided_settled(int8_t *out, const float *lines, float cut, size_t count) {
  for (size_t k = 0; k < count; k++, lines += 4) {
    const float reach = (__builtin_fabsf(lines[0]) + __builtin_fabsf(lines[1]) + __builtin_fabsf(lines[2])) * 0.5f;
    // What applying and interpolating a line may round.
    const float slack = 1e-5f * (1 + reach + __builtin_fabsf(lines[3]));
    const int zero = lines[3] + reach + slack <= cut, one = lines[3] - reach - slack >= 1 - cut;
    out[k] = (int8_t)(zero ? 0 : one ? 1 : -1);
  }
}

SLH_EACH_SET void slh_guided_constant_lines(float *out, const float *mask, size_t count) {
  for (size_t k = 0; k < count; k++, out += 4) {
    out[0] = out[1] = out[2] = 0;
    out[3] = mask[k];
  }
}

SLH_EACH_SET void slh_stretch(float *values, float cut, size_t count) {
  const float stretch = 1 / (1 - 2 * cut);
  for (size_t k = 0; k < count; k++) values[k] = stretched(values[k], cut, stretch);
}

SLH_EACH_SET void slh_extend_extremes(float *low, float *high, const float *values, size_t count) {
  for (size_t k = 0; k < count; k++) {
    low[k] = values[k] < low[k] ? values[k] : low[k];
    high[k] = values[k] > high[k] ? values[k] : high[k];
  }
}
