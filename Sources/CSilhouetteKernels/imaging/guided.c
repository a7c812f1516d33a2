// He, Sun, Tang: Guided Image Filtering (2013), equations 19-21: the guide is a colour picture.
#include "slh_imaging.h"

#include "vector.h"

void slh_guided_color_products(double *out, const float *colors, size_t count) {
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

// Numbers of four pixels, each pixel's in a row, to one vector for each of their channels and back.
#define TRANSPOSED(type, a, b, c, d)                                                            \
  do {                                                                                          \
    const type low = __builtin_shufflevector(a, b, 0, 4, 1, 5);                                 \
    const type high = __builtin_shufflevector(a, b, 2, 6, 3, 7);                                \
    const type other_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);                           \
    const type other_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);                          \
    a = __builtin_shufflevector(low, other_low, 0, 1, 4, 5);                                    \
    b = __builtin_shufflevector(low, other_low, 2, 3, 6, 7);                                    \
    c = __builtin_shufflevector(high, other_high, 0, 1, 4, 5);                                  \
    d = __builtin_shufflevector(high, other_high, 2, 3, 6, 7);                                  \
  } while (0)

#define LOAD_ROWS(a, b, c, d, source, step)                \
  do {                                                     \
    memcpy(&a, (source), sizeof a);                        \
    memcpy(&b, (source) + (step), sizeof b);               \
    memcpy(&c, (source) + 2 * (step), sizeof c);           \
    memcpy(&d, (source) + 3 * (step), sizeof d);           \
    TRANSPOSED(double4, a, b, c, d);                       \
  } while (0)

#define STORE_ROWS(type, target, step, a, b, c, d)         \
  do {                                                     \
    TRANSPOSED(type, a, b, c, d);                          \
    memcpy((target), &a, sizeof a);                        \
    memcpy((target) + (step), &b, sizeof b);               \
    memcpy((target) + 2 * (step), &c, sizeof c);           \
    memcpy((target) + 3 * (step), &d, sizeof d);           \
  } while (0)

// What nine numbers leave behind two times four.
#define LANES(source, step) \
  (double4){(source)[0], (source)[step], (source)[2 * (step)], (source)[3 * (step)]}

enum { colors = SLH_COLOR_PRODUCTS, masks = SLH_MASK_PRODUCTS };

// Differences of means cancel almost all digits where a window has one colour: a float would leave
// noise larger than a small epsilon there, so all of this is in double. Four pixels at a time.
static inline __attribute__((always_inline)) void statistics4(double *out, const double *sums,
                                                              const float *counts, double rows,
                                                              double epsilon) {
  const double4 share = 1 / (rows * LANES(counts, 1));
  double4 s0, s1, s2, s3, s4, s5, s6, s7;
  LOAD_ROWS(s0, s1, s2, s3, sums, colors);
  LOAD_ROWS(s4, s5, s6, s7, sums + 4, colors);
  const double4 s8 = LANES(sums + 8, colors);
  double4 r = s0 * share, g = s1 * share, b = s2 * share;
  const double4 rr = s3 * share - r * r + epsilon;
  const double4 rg = s4 * share - r * g, rb = s5 * share - r * b;
  const double4 gg = s6 * share - g * g + epsilon;
  const double4 gb = s7 * share - g * b, bb = s8 * share - b * b + epsilon;
  // The inverse of a symmetric matrix: its adjugate over its determinant.
  double4 i00 = gg * bb - gb * gb, i01 = rb * gb - rg * bb, i02 = rg * gb - rb * gg;
  double4 i11 = rr * bb - rb * rb, i12 = rg * rb - rr * gb, i22 = rr * gg - rg * rg;
  const double4 scale = 1 / (rr * i00 + rg * i01 + rb * i02);
  i00 *= scale;
  i01 *= scale;
  i02 *= scale;
  i11 *= scale;
  i12 *= scale;
  i22 *= scale;
  STORE_ROWS(double4, out, colors, r, g, b, i00);
  STORE_ROWS(double4, out + 4, colors, i01, i02, i11, i12);
  for (size_t k = 0; k < 4; k++) out[8 + k * colors] = i22[k];
}

SLH_EACH_SET void slh_guided_statistics(double *out, const double *sums, const float *counts,
                                        double rows, double epsilon, size_t count) {
  size_t k = 0;
  for (; k + 4 <= count; k += 4)
    statistics4(out + k * colors, sums + k * colors, counts + k, rows, epsilon);
  if (k == count) return;
  const size_t rest = count - k;
  double last_sums[4 * colors] = {0}, last[4 * colors];
  float last_counts[4] = {1, 1, 1, 1};
  memcpy(last_sums, sums + k * colors, rest * colors * sizeof(double));
  memcpy(last_counts, counts + k, rest * sizeof(float));
  statistics4(last, last_sums, last_counts, rows, epsilon);
  memcpy(out + k * colors, last, rest * colors * sizeof(double));
}

void slh_guided_mask_products(double *out, const float *colors, const float *mask, size_t count) {
  for (size_t k = 0; k < count; k++, colors += 3, out += SLH_MASK_PRODUCTS) {
    const double p = mask[k];
    out[0] = colors[0] * p;
    out[1] = colors[1] * p;
    out[2] = colors[2] * p;
    out[3] = p;
  }
}

static inline __attribute__((always_inline)) void lines4(float *out, const double *sums,
                                                         const double *statistics,
                                                         const float *counts, double rows) {
  const double4 share = 1 / (rows * LANES(counts, 1));
  double4 s0, s1, s2, s3, s4, s5, s6, s7, r, g, b, p;
  LOAD_ROWS(s0, s1, s2, s3, statistics, colors);
  LOAD_ROWS(s4, s5, s6, s7, statistics + 4, colors);
  const double4 s8 = LANES(statistics + 8, colors);
  LOAD_ROWS(r, g, b, p, sums, masks);
  p = p * share;
  const double4 rp = r * share - s0 * p, gp = g * share - s1 * p, bp = b * share - s2 * p;
  const double4 a0 = s3 * rp + s4 * gp + s5 * bp;
  const double4 a1 = s4 * rp + s6 * gp + s7 * bp;
  const double4 a2 = s5 * rp + s7 * gp + s8 * bp;
  float4 line0 = __builtin_convertvector(a0, float4), line1 = __builtin_convertvector(a1, float4),
         line2 = __builtin_convertvector(a2, float4),
         line3 = __builtin_convertvector(p - a0 * s0 - a1 * s1 - a2 * s2, float4);
  STORE_ROWS(float4, out, 4, line0, line1, line2, line3);
}

SLH_EACH_SET void slh_guided_lines(float *out, const double *sums, const double *statistics,
                                   const float *counts, double rows, size_t count) {
  size_t k = 0;
  for (; k + 4 <= count; k += 4)
    lines4(out + 4 * k, sums + k * masks, statistics + k * colors, counts + k, rows);
  if (k == count) return;
  const size_t rest = count - k;
  double last_sums[4 * masks] = {0}, last_statistics[4 * colors] = {0};
  float last_counts[4] = {1, 1, 1, 1}, last[4 * 4];
  memcpy(last_sums, sums + k * masks, rest * masks * sizeof(double));
  memcpy(last_statistics, statistics + k * colors, rest * colors * sizeof(double));
  memcpy(last_counts, counts + k, rest * sizeof(float));
  lines4(last, last_sums, last_statistics, last_counts, rows);
  memcpy(out + 4 * k, last, rest * 4 * sizeof(float));
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

SLH_EACH_SET void slh_extend_extremes(float *low, float *high, const float *values, size_t count) {
  for (size_t k = 0; k < count; k++) {
    low[k] = values[k] < low[k] ? values[k] : low[k];
    high[k] = values[k] > high[k] ? values[k] : high[k];
  }
}
