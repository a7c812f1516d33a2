// He, Sun, Tang: Guided Image Filtering (2013), equations 19-21: the guide is a colour picture.
#include "slh_imaging.h"

#include "vector.h"

void slh_guided_products(double *out, const float *colors, const float *mask, size_t count) {
  for (size_t k = 0; k < count; k++, colors += 3, out += SLH_GUIDED_PRODUCTS) {
    const double r = colors[0], g = colors[1], b = colors[2], p = mask[k];
    out[0] = r;
    out[1] = g;
    out[2] = b;
    out[3] = p;
    out[4] = r * r;
    out[5] = r * g;
    out[6] = r * b;
    out[7] = g * g;
    out[8] = g * b;
    out[9] = b * b;
    out[10] = r * p;
    out[11] = g * p;
    out[12] = b * p;
  }
}

// Differences of means cancel almost all digits where a window has one colour: a float would leave
// noise larger than a small epsilon there, so all of this is in double.
void slh_guided_coefficients(float *out, const double *sums, const float *counts, double rows,
                             double epsilon, size_t count) {
  for (size_t k = 0; k < count; k++, sums += SLH_GUIDED_PRODUCTS, out += 4) {
    const double share = 1 / (rows * counts[k]);
    double m[SLH_GUIDED_PRODUCTS];
    for (size_t i = 0; i < SLH_GUIDED_PRODUCTS; i++) m[i] = sums[i] * share;
    const double r = m[0], g = m[1], b = m[2], p = m[3];
    const double rr = m[4] - r * r + epsilon, rg = m[5] - r * g, rb = m[6] - r * b;
    const double gg = m[7] - g * g + epsilon, gb = m[8] - g * b, bb = m[9] - b * b + epsilon;
    const double rp = m[10] - r * p, gp = m[11] - g * p, bp = m[12] - b * p;
    // The inverse of a symmetric matrix: its adjugate over its determinant.
    const double i00 = gg * bb - gb * gb, i01 = rb * gb - rg * bb, i02 = rg * gb - rb * gg;
    const double i11 = rr * bb - rb * rb, i12 = rg * rb - rr * gb, i22 = rr * gg - rg * rg;
    const double scale = 1 / (rr * i00 + rg * i01 + rb * i02);
    const double a0 = (i00 * rp + i01 * gp + i02 * bp) * scale;
    const double a1 = (i01 * rp + i11 * gp + i12 * bp) * scale;
    const double a2 = (i02 * rp + i12 * gp + i22 * bp) * scale;
    out[0] = (float)a0;
    out[1] = (float)a1;
    out[2] = (float)a2;
    out[3] = (float)(p - a0 * r - a1 * g - a2 * b);
  }
}

void slh_guided_apply(float *out, const float *lines, const float *colors, float haze,
                      size_t count) {
  const float stretch = 1 / (1 - 2 * haze);
  for (size_t k = 0; k < count; k++, lines += 4, colors += 3) {
    const float value =
        (lines[0] * colors[0] + lines[1] * colors[1]) + (lines[2] * colors[2] + lines[3]);
    out[k] = (value - haze) * stretch;
  }
}
