// He, Sun, Tang: Guided Image Filtering (2013), equations 19-21: the guide is a colour picture.
#include "slh_imaging.h"

#include "vector.h"

// All rows of several numbers a pixel are planes here: a row of each number, `step` apart. So vectors hold
// the same number of neighbours, and need not be taken apart.
#define PLANE(base, index) ((base) + (index) * base##_step)

SLH_EACH_SET void slh_guided_split(float *restrict out, size_t out_step, const float *restrict colors,
                                   size_t count) {
  for (size_t k = 0; k < count; k++)
    for (size_t j = 0; j < 3; j++) PLANE(out, j)[k] = colors[3 * k + j];
}

// Rounded: the conversion that processors have cuts, which would move means.
static inline int32_t nearest(float value) {
  return (int32_t)(value + __builtin_copysignf(0.5f, value));
}

SLH_EACH_SET void slh_guided_products(int32_t *restrict out, size_t out_step,
                                      const float *restrict colors, size_t colors_step,
                                      const float *restrict mask, float scale, size_t count) {
  const float twice = 2 * scale;
  for (size_t k = 0; k < count; k++) {
    const float r = PLANE(colors, 0)[k], g = PLANE(colors, 1)[k], b = PLANE(colors, 2)[k];
    const float r2 = r * twice, g2 = g * twice, b2 = b * twice, p = mask[k];
    PLANE(out, 0)[k] = nearest(r2);
    PLANE(out, 1)[k] = nearest(g2);
    PLANE(out, 2)[k] = nearest(b2);
    PLANE(out, 3)[k] = nearest(r2 * (r + r));
    PLANE(out, 4)[k] = nearest(r2 * (g + g));
    PLANE(out, 5)[k] = nearest(r2 * (b + b));
    PLANE(out, 6)[k] = nearest(g2 * (g + g));
    PLANE(out, 7)[k] = nearest(g2 * (b + b));
    PLANE(out, 8)[k] = nearest(b2 * (b + b));
    PLANE(out, 9)[k] = nearest(r2 * p);
    PLANE(out, 10)[k] = nearest(g2 * p);
    PLANE(out, 11)[k] = nearest(b2 * p);
    PLANE(out, 12)[k] = nearest(p * scale);
  }
}

// Differences of means cancel almost all digits where a window has one colour: a float would leave
// noise larger than a small epsilon there, so all of this is in double, and the sums are exact.
SLH_EACH_SET void slh_guided_lines(float *restrict out, size_t out_step,
                                   const int32_t *restrict sums, size_t sums_step, float scale,
                                   const float *restrict counts, double rows, double epsilon,
                                   size_t count) {
  // What numbers that were rounded to units of half of 1 / scale make of an even mask: it stays even.
  const double rounding = 0.5 / scale;
  for (size_t k = 0; k < count; k++) {
    const double share = 1 / (rows * scale * counts[k]), half = share * 0.5, quarter = share * 0.25;
    const double r = PLANE(sums, 0)[k] * half, g = PLANE(sums, 1)[k] * half;
    const double b = PLANE(sums, 2)[k] * half, p = PLANE(sums, 12)[k] * share;
    const double rr = PLANE(sums, 3)[k] * quarter - r * r + epsilon;
    const double rg = PLANE(sums, 4)[k] * quarter - r * g;
    const double rb = PLANE(sums, 5)[k] * quarter - r * b;
    const double gg = PLANE(sums, 6)[k] * quarter - g * g + epsilon;
    const double gb = PLANE(sums, 7)[k] * quarter - g * b;
    const double bb = PLANE(sums, 8)[k] * quarter - b * b + epsilon;
    const double rp = PLANE(sums, 9)[k] * half - r * p;
    const double gp = PLANE(sums, 10)[k] * half - g * p;
    const double bp = PLANE(sums, 11)[k] * half - b * p;
    const int is_even = __builtin_fabs(rp) < rounding && __builtin_fabs(gp) < rounding &&
                        __builtin_fabs(bp) < rounding;
    // The inverse of a symmetric matrix: its adjugate over its determinant.
    const double i00 = gg * bb - gb * gb, i01 = rb * gb - rg * bb, i02 = rg * gb - rb * gg;
    const double i11 = rr * bb - rb * rb, i12 = rg * rb - rr * gb, i22 = rr * gg - rg * rg;
    const double inverse = is_even ? 0 : 1 / (rr * i00 + rg * i01 + rb * i02);
    const double a0 = (i00 * rp + i01 * gp + i02 * bp) * inverse;
    const double a1 = (i01 * rp + i11 * gp + i12 * bp) * inverse;
    const double a2 = (i02 * rp + i12 * gp + i22 * bp) * inverse;
    PLANE(out, 0)[k] = (float)a0;
    PLANE(out, 1)[k] = (float)a1;
    PLANE(out, 2)[k] = (float)a2;
    PLANE(out, 3)[k] = (float)(p - a0 * r - a1 * g - a2 * b);
  }
}

// The mean of lines without a slope, where a mask is even, is exact: a quotient is rounded once.
SLH_EACH_SET void slh_guided_means(float *restrict out, const float *restrict sums, size_t sums_step,
                                   const float *restrict counts, float rows, size_t count) {
  for (size_t k = 0; k < count; k++) {
    const float number = rows * counts[k], share = 1 / number;
    for (size_t j = 0; j < 3; j++) out[4 * k + j] = PLANE(sums, j)[k] * share;
    out[4 * k + 3] = PLANE(sums, 3)[k] / number;
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

SLH_EACH_SET void slh_guided_sharpen(float *restrict out, const float *restrict sums,
                                     size_t sums_step, const float *restrict counts, float rows,
                                     const float *restrict colors, size_t colors_step, float cut,
                                     size_t count) {
  const float stretch = 1 / (1 - 2 * cut);
  for (size_t k = 0; k < count; k++) {
    const float number = rows * counts[k], share = 1 / number;
    const float a0 = PLANE(sums, 0)[k] * share, a1 = PLANE(sums, 1)[k] * share;
    const float a2 = PLANE(sums, 2)[k] * share, b = PLANE(sums, 3)[k] / number;
    const float value = (a0 * PLANE(colors, 0)[k] + a1 * PLANE(colors, 1)[k]) +
                        (a2 * PLANE(colors, 2)[k] + b);
    out[k] = stretched(value, cut, stretch);
  }
}

SLH_EACH_SET void slh_guided_kinds(uint8_t *out, const float *lines, float cut, size_t count) {
  for (size_t k = 0; k < count; k++, lines += 4) {
    const float reach =
        (__builtin_fabsf(lines[0]) + __builtin_fabsf(lines[1]) + __builtin_fabsf(lines[2])) * 0.5f;
    // What applying and interpolating a line may round.
    const float slack = 1e-5f * (1 + reach + __builtin_fabsf(lines[3]));
    const int zero = lines[3] + reach + slack <= cut, one = lines[3] - reach - slack >= 1 - cut;
    out[k] = zero ? 0 : one ? 255 : 128;
  }
}

SLH_EACH_SET void slh_guided_constant_kinds(uint8_t *out, const float *mask, float cut,
                                            size_t count) {
  for (size_t k = 0; k < count; k++) {
    const float slack = 1e-5f * (1 + __builtin_fabsf(mask[k]));
    const int zero = mask[k] + slack <= cut, one = mask[k] - slack >= 1 - cut;
    out[k] = zero ? 0 : one ? 255 : 128;
  }
}

SLH_EACH_SET void slh_guided_shared_kinds(uint8_t *out, const uint8_t *a, const uint8_t *b,
                                          size_t count) {
  // Each number is read before it is written, should `out` be one of both.
#pragma clang loop vectorize(assume_safety)
  for (size_t k = 0; k < count; k++) out[k] = a[k] == b[k] ? a[k] : 128;
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
