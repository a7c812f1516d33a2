#ifndef SLH_IMAGING_H
#define SLH_IMAGING_H

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
// targets; `channels` is 1, 3 or 4. `row` must be readable for 3 floats past its end when it is 3.
void slh_weighted_columns(float *out, const float *row, size_t channels, const slh_axis *axis,
                          size_t count);

// `height` rows of `width` pixels of four channels out of a map whose rows lie `in_stride` floats apart:
// for each the weighted rows that `rows` says, and of these the weighted columns, whose positions do not
// fall. `scratch` has room for as many pixels as `columns` read.
void slh_resample_colors(float *out, size_t out_stride, const float *in, size_t in_stride,
                         const slh_axis *rows, size_t height, const slh_axis *columns, size_t width,
                         float *scratch);

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

// The same of four rows, `stride` floats apart and readable for 16 floats past their ends, to rows that lie
// `out_stride` apart (imaging/four_rows.c). Positions all rise or all fall; `scratch` has room for 16 floats
// for each pixel that is read and three more.
void slh_weighted_columns_of_four(float *out, size_t out_stride, const float *rows, size_t stride,
                                  size_t channels, const slh_axis *axis, size_t count,
                                  const slh_color_transform *transform, float *scratch);

// out[i] = in[i] in 0...1 (cut to it; not a number is 0) as an integer: floor(in * maximum + 0.5).
void slh_quantize_u8(uint8_t *out, const float *in, size_t count);
void slh_quantize_u16(uint16_t *out, const float *in, size_t count);

// ---- Probabilities (imaging/probabilities.c) ----

// The probability of class `person` for `count` pixels of `channels` numbers: the number itself or,
// of logits, the sigmoid (one channel) or softmax (several). Cut to 0...1; not a number is 0.
void slh_person_probabilities(float *out, const float *in, size_t channels, size_t person,
                              bool logits, size_t count);

// out[k] = out[k] * (1 - share * coverage[k]) + weight * in[k]
void slh_blend_map(float *out, const float *in, const float *coverage, float share, float weight,
                   size_t count);

// ---- Colours as numbers (imaging/colors.c) ----

// out[3k + j] = in[k * channels + order[j]] * scale + offset for `count` pixels of 8 or 16 bits.
void slh_colors_from_u8(float *out, const uint8_t *in, size_t channels, const uint8_t order[3],
                        float scale, float offset, size_t count);
void slh_colors_from_u16(float *out, const uint16_t *in, size_t channels, const uint8_t order[3],
                         float scale, float offset, size_t count);

// Has the lines of the cache fetched that hold bytes which are read soon. A processor looks ahead by itself
// only within a page, and a row of a picture fills about one.
void slh_fetch_ahead(const uint8_t *bytes, size_t count);

// ---- Sums over boxes (imaging/box.c) ----

// row[i] = sum over t < length of in[i + t * step] and sums[i] += row[i] - leaving[i] for `count` numbers;
// nothing leaves if there is no row of it. `in` has (length - 1) * step numbers more and can be read 256
// bytes further, and `scratch` has room for all of these. In double sums that slide stay exact enough to be
// compared with each other; those of whole numbers are exact if the last one fits.
void slh_box_enter_f64(double *sums, double *row, const double *leaving, const double *in,
                       double *scratch, size_t count, size_t step, size_t length);
void slh_box_enter_f32(float *sums, float *row, const float *leaving, const float *in,
                       float *scratch, size_t count, size_t step, size_t length);
void slh_box_enter_i32(int32_t *sums, int32_t *row, const int32_t *leaving, const int32_t *in,
                       int32_t *scratch, size_t count, size_t step, size_t length);

// sums[i] -= leaving[i]
void slh_box_leave_f64(double *sums, const double *leaving, size_t count);
void slh_box_leave_f32(float *sums, const float *leaving, size_t count);
void slh_box_leave_i32(int32_t *sums, const int32_t *leaving, size_t count);

// out[k * channels + c] = sums[k * channels + c] / (counts[k] * rows): means of a window.
void slh_box_means(float *out, const double *sums, const float *counts, double rows,
                   size_t channels, size_t width);

// out[i] = in[i]
void slh_widen(double *out, const float *in, size_t count);

// ---- Guided filter (imaging/guided.c) ----

// Rows of several numbers a pixel are planes, each with `step` between the first of one number and of the
// next, unless they are said to be interleaved.

// Interleaved colours to planes.
void slh_guided_split(float *out, size_t out_step, const float *colors, size_t count);

// What is summed over windows, of a colour I and the mask p:
// I0 I1 I2 | I0I0 I0I1 I0I2 | I1I1 I1I2 I2I2 | I0p I1p I2p | p.
#define SLH_GUIDED_PRODUCTS 13

// The nearest whole numbers to these, colours of -0.5...0.5 and a mask of 0...1, of which none is above
// `scale`, at most 2^30: p is in units of 1 / scale, whatever has one I of half of it, and what has two of a
// quarter.
void slh_guided_products(int32_t *out, size_t out_step, const float *colors, size_t colors_step,
                         const float *mask, float scale, size_t count);

// From their sums over a window of `counts[k] * rows` pixels to the line p = a.I + b that fits best there:
// a = (cov(I, I) + epsilon)^-1 cov(I, p), b = mean(p) - a.mean(I); four numbers (a, b). A covariance below
// half a unit is what rounding makes of an even mask: if all three are, a is 0.
#define SLH_LINE_NUMBERS 4

void slh_guided_lines(float *out, size_t out_step, const int32_t *sums, size_t sums_step,
                      float scale, const float *counts, double rows, double epsilon, size_t count);

// Means of lines over such windows, interleaved, and what these make of the pixel's own colour:
// (a.I + b - cut) / (1 - 2 * cut), within 0...1.
void slh_guided_means(float *out, const float *sums, size_t sums_step, const float *counts,
                      float rows, size_t count);
void slh_guided_sharpen(float *out, const float *sums, size_t sums_step, const float *counts,
                        float rows, const float *colors, size_t colors_step, float cut,
                        size_t count);

// The same of the pixel's own line and colour, both interleaved.
void slh_guided_apply(float *out, const float *lines, const float *colors, float cut,
                      size_t count);

// What a line, interleaved, gives whatever colour of -0.5...0.5 it meets: 0 where it is at most `cut`,
// 255 where it is at least 1 - cut; else 128. A line between two of one kind, not 128, is of that kind too.
void slh_guided_kinds(uint8_t *out, const float *lines, float cut, size_t count);

// The same of lines that give the mask's own value, and the kind of what lies between two points; `out`
// may be one of both.
void slh_guided_constant_kinds(uint8_t *out, const float *mask, float cut, size_t count);
void slh_guided_shared_kinds(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t count);

// Lines that give the mask's own value whatever the colour.
void slh_guided_constant_lines(float *out, const float *mask, size_t count);

// values[k] = (values[k] - cut) / (1 - 2 * cut), within 0...1.
void slh_stretch(float *values, float cut, size_t count);

// ---- Maps of bits (imaging/bits.c) ----

// One bit for each of `count` values, the first one lowest: whether it is above 0, and whether it is below
// `whole`. Of the last word what lies behind the values is 0.
void slh_flag_between(uint64_t *positive, uint64_t *partial, const float *values, float whole,
                      size_t count);

// Sets all bits of `height` rows of `words` words that are at most `reach` rows and columns from a set one.
// Rows lie `stride` words apart, a multiple of eight and more than `words`; what lies between is 0 and
// stays so. One word behind the last row is read.
void slh_spread_bits(uint64_t *bits, size_t words, size_t stride, size_t height, size_t reach);

// ---- Alpha (imaging/alpha.c) ----

// Where values of at least `half` lie in a row, and the sum of all values.
typedef struct {
  size_t first;  // count if there is none
  size_t last;
  uint64_t sum;
} slh_row_summary;
slh_row_summary slh_summarize_u8(const uint8_t *row, size_t count);
slh_row_summary slh_summarize_u16(const uint16_t *row, size_t count);

// row[i] = row[i] >= level ? maximum : 0
void slh_threshold_u8(uint8_t *row, uint32_t level, size_t count);
void slh_threshold_u16(uint16_t *row, uint32_t level, size_t count);

// row[i] = maximum - row[i]
void slh_invert_u8(uint8_t *row, size_t count);
void slh_invert_u16(uint16_t *row, size_t count);

// The first place from `from` on where row[i] >= level is not `inside`; `count` if there is none.
// `level` is at most the maximum.
size_t slh_run_end_u8(const uint8_t *row, size_t from, size_t count, uint32_t level, bool inside);
size_t slh_run_end_u16(const uint16_t *row, size_t from, size_t count, uint32_t level,
                       bool inside);

// out[i] = min(a[i], b[i]); out[i] = max(a[i], b[i]); out[i] = max(out[i], a[i], b[i]).
void slh_min_u16(uint16_t *out, const uint16_t *a, const uint16_t *b, size_t count);
void slh_max_u16(uint16_t *out, const uint16_t *a, const uint16_t *b, size_t count);
void slh_max_into_u16(uint16_t *out, const uint16_t *a, const uint16_t *b, size_t count);

// out[i] = max(out[i], v) with v between four pixels, each cut: the sum of floor(pixel * weight / 2^16)
// over top[i], top[i + 1], bottom[i] and bottom[i + 1]. Weights add up to 2^16 - 1 at most.
typedef struct {
  uint16_t top_left, top_right, bottom_left, bottom_right;
} slh_corner_weights;
void slh_max_between_u16(uint16_t *out, const uint16_t *top, const uint16_t *bottom,
                         slh_corner_weights weights, size_t count);

// The end of the run that starts at `from`: all 0, all the maximum, or all between.
size_t slh_kind_run_u8(const uint8_t *row, size_t from, size_t count);
size_t slh_kind_run_u16(const uint16_t *row, size_t from, size_t count);

// Whether all of a row is 0.
bool slh_is_zero_u16(const uint16_t *row, size_t count);

// any |= row[i]; all &= row[i]
void slh_gather_bits(const uint8_t *row, size_t count, uint8_t *any, uint8_t *all);

// For each run of `size` bytes of a row of `count`, the last one shorter: any[k] becomes 255 if any of
// its bits is set, all[k] becomes 0 if any is not.
void slh_flag_cells(uint8_t *any, uint8_t *all, const uint8_t *row, size_t size, size_t count);

// out[i] = a[i] + (b[i] - a[i]) * share, rounded; share is 0...1.
void slh_mix_u16(uint16_t *out, const uint16_t *a, const uint16_t *b, float share, size_t count);

// Rows of 8 or 16 bits to numbers of 16 bits and back: v * 257, and (v + 128) / 257.
void slh_u16_from_u8(uint16_t *out, const uint8_t *in, size_t count);
void slh_u8_from_u16(uint8_t *out, const uint16_t *in, size_t count);

// The same with a fixed pattern of thresholds in place of one half, for pixels of row y from x = 0 on:
// (v + t(x, y)) / 257 with t of 0...256, equal for all channels of a pixel. Multiples of 257 are exact.
void slh_dither_u8_from_u16(uint8_t *out, const uint16_t *in, size_t channels, size_t y,
                            size_t pixels);

// out[i] = in[i] for sums, and means of a window of `counts[i] * rows` values, rounded.
void slh_widen_u16(double *out, const uint16_t *in, size_t count);
void slh_rounded_means_u16(uint16_t *out, const double *sums, const float *counts, double rows,
                           size_t count);

// ---- Composition (imaging/compose.c) ----

// out[k] = in[k * step] / whole: one channel of pixels as numbers, exactly 1 where it is full.
void slh_values_from_u8(float *out, const uint8_t *in, size_t step, float whole, size_t count);
void slh_values_from_u16(float *out, const uint16_t *in, size_t step, float whole, size_t count);

// out[i] += in[i] * weight, values[i] *= factor, and out[i] *= in[i].
void slh_add_scaled(float *out, const float *in, float weight, size_t count);
void slh_scale(float *values, float factor, size_t count);
void slh_multiply(float *out, const float *in, size_t count);

// The end of the run that starts at `from`: all 0, all 1, or all between.
size_t slh_alpha_run(const float *alpha, size_t from, size_t count);

// colors = a * colors + (1 - a) * background, three floats a pixel.
void slh_composite(float *colors, const float *background, const float *alpha, size_t count);

// ---- Light (imaging/light.c) ----

// Numbers 0...1 of sRGB to numbers in proportion to light and back, in place; within 1e-6 of the value.
void slh_linear_from_srgb(float *values, size_t count);
void slh_srgb_from_linear(float *values, size_t count);

// slh_composite in linear light: colours are taken to it, mixed, and brought back.
void slh_composite_linear(float *colors, const float *background, const float *alpha,
                          size_t count);

// ---- Rows of pixels (imaging/compose.c) ----

// Colours 0...1 into pixels: floor(c * maximum + 0.5) at order[j]; a fourth channel becomes opaque.
// One channel takes the luma (Rec. 709).
void slh_store_colors_u8(uint8_t *out, size_t channels, const uint8_t order[3],
                         const float *colors, size_t count);
void slh_store_colors_u16(uint16_t *out, size_t channels, const uint8_t order[3],
                          const float *colors, size_t count);

// out[4k + j] = in[k * channels + order[j]], out[4k + 3] the maximum.
void slh_opaque_pixels_u8(uint8_t *out, const uint8_t *in, size_t channels, const uint8_t order[3],
                          size_t count);
void slh_opaque_pixels_u16(uint16_t *out, const uint16_t *in, size_t channels,
                           const uint8_t order[3], size_t count);

// out[4k + 3] = floor(alpha[k] * maximum + 0.5)
void slh_store_alpha_u8(uint8_t *out, const float *alpha, size_t count);
void slh_store_alpha_u16(uint16_t *out, const float *alpha, size_t count);

// Adds a picture's row to a reduced one, each pixel by how much it is background:
// sums[4k + j] += weight * w * color[j], sums[4k + 3] += weight * w, w = (1 - a)^2 + least.
void slh_add_background(float *sums, const float *colors, const float *alpha, float weight,
                        float least, size_t count);

// Weighted sums to colours: out[3k + j] = in[4k + j] / in[4k + 3].
void slh_divide_weights(float *out, const float *in, size_t count);

// ---- Foreground colours (imaging/foreground.c) ----

// Pixels of four floats: a mixture is red, green, blue and alpha; of F and B the fourth means nothing.

// One Jacobi round of the colours of the person and of the background over `count` pixels: each is
// drawn to its four neighbours' as far as alpha differs there, and both are then moved so that
// a F + (1 - a) B gives the pixel's colour; cut to 0...1. The rows above and below lie `stride`
// floats away; they and one pixel on either side are read.
void slh_relax_foreground(float *foreground_out, float *background_out, const float *foreground,
                          const float *background, const float *mixture, size_t stride,
                          size_t count);

// out[4k + j] = colors[3k + j], out[4k + 3] = alpha[k]; and out[3k + j] = colors[4k + j].
void slh_add_alpha(float *out, const float *colors, const float *alpha, size_t count);
void slh_drop_alpha(float *out, const float *colors, size_t count);

// out[3k + j] = colors[4k + j] where the mixture's alpha is not 0.
void slh_replace_seen(float *out, const float *colors, const float *mixture, size_t count);

// Adds a row of a mixture to the sums of a I, a, (1 - a) I and 1 - a.
void slh_sum_sides(double sums[8], const float *mixture, size_t count);

#endif
