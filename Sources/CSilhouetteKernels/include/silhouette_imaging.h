#ifndef SILHOUETTE_IMAGING_H
#define SILHOUETTE_IMAGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Kernels over rows of pixels. Each works on whole rows, keeps no state and sums in one fixed order,
// so that the bits do not depend on how rows are shared among threads. `count` is in elements (a
// pixel times its channels) unless it says pixels. Buffers may have any alignment.

// ---- Resampling (imaging/resample.c) ----

// out[i] = sum over t of weights[t] * rows[t * stride + i], for 8-bit, 16-bit and float rows.
// `stride` is in bytes.
void slh_weighted_rows_u8(float *out, const uint8_t *rows, size_t stride, const float *weights,
                          size_t taps, size_t count);
void slh_weighted_rows_u16(float *out, const uint8_t *rows, size_t stride, const float *weights,
                           size_t taps, size_t count);
void slh_weighted_rows_f32(float *out, const float *rows, size_t stride, const float *weights,
                           size_t taps, size_t count);

// Where each target position reads along one axis: positions first[k] ... first[k] + taps - 1 with
// weights[k * taps + t]. Positions stay inside the source: unused taps weigh 0 at its end.
typedef struct {
  const int32_t *first;
  const float *weights;
  size_t taps;
} slh_axis;

// out[k * channels + c] = sum over t of weight * row[(first[k] + t) * channels + c], for `count`
// targets. `row` must be readable for 3 floats past its end when `channels` is 3.
void slh_weighted_columns(float *out, const float *row, size_t channels, const slh_axis *axis,
                          size_t count);

// The same, then into the network's three channels:
// out[3k + j] = sum[order[j]] * scale[j] + offset[j].
typedef struct {
  uint8_t order[3];
  float scale[3];
  float offset[3];
} slh_color_transform;
void slh_weighted_columns_transformed(float *out, const float *row, size_t channels,
                                      const slh_axis *axis, size_t count,
                                      const slh_color_transform *transform);

// out[i] = in[i] in 0...1 (cut to it; not a number is 0) as an integer: floor(in * maximum + 0.5).
void slh_quantize_u8(uint8_t *out, const float *in, size_t count);
void slh_quantize_u16(uint16_t *out, const float *in, size_t count);

// ---- Probabilities (imaging/probabilities.c) ----

// The probability of class `person` for `count` pixels of `channels` numbers: the number itself or,
// of logits, the sigmoid (one channel) or softmax (several). Cut to 0...1; not a number is 0.
void slh_person_probabilities(float *out, const float *in, size_t channels, size_t person,
                              bool logits, size_t count);

// ---- Colours as numbers (imaging/colors.c) ----

// out[3k + j] = in[k * channels + order[j]] * scale + offset for `count` pixels of 8 or 16 bits.
void slh_colors_from_u8(float *out, const uint8_t *in, size_t channels, const uint8_t order[3],
                        float scale, float offset, size_t count);
void slh_colors_from_u16(float *out, const uint16_t *in, size_t channels, const uint8_t order[3],
                         float scale, float offset, size_t count);

// ---- Sums over boxes (imaging/box.c) ----

// out[x] = sum of in[x - radius] ... in[x + radius], cut at the row's ends, for each of the
// interleaved channels. Sums slide from left to right; in double they stay exact enough to be
// compared with each other.
void slh_box_row(double *out, const double *in, size_t width, size_t channels, size_t radius);

// sum[i] += entering[i] - leaving[i]; either row may be missing.
void slh_slide_rows(double *sum, const double *entering, const double *leaving, size_t count);

// out[k * channels + c] = sums[k * channels + c] / (counts[k] * rows): means of a window.
void slh_box_means(float *out, const double *sums, const float *counts, double rows,
                   size_t channels, size_t width);

// out[i] = in[i]
void slh_widen(double *out, const float *in, size_t count);

// ---- Guided filter (imaging/guided.c) ----

// What its means are taken of, per pixel with colour I and mask value p:
// I0 I1 I2 p | I0I0 I0I1 I0I2 | I1I1 I1I2 I2I2 | I0p I1p I2p.
#define SLH_GUIDED_PRODUCTS 13

void slh_guided_products(double *out, const float *colors, const float *mask, size_t count);

// From sums over a window of `counts[k] * rows` pixels to the line p = a.I + b that fits best there:
// a = (cov(I, I) + epsilon)^-1 cov(I, p), b = mean(p) - a.mean(I); four floats (a, b) a pixel.
void slh_guided_coefficients(float *out, const double *sums, const float *counts, double rows,
                             double epsilon, size_t count);

// out[k] = (a.I + b - haze) / (1 - 2 * haze) for the pixel's own line and colour, not cut to 0...1.
void slh_guided_apply(float *out, const float *lines, const float *colors, float haze,
                      size_t count);

#endif
