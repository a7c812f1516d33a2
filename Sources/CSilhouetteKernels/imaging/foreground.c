// Germer, Uelwer, Conrad, Harmeling: Fast Multi-Level Foreground Estimation (2020).
#include "slh_imaging.h"

#include "vector.h"

// What a neighbour weighs: little where alpha is even, so that colours follow the picture there.
static inline float neighbour_weight(float alpha, float its_alpha) {
  const float regularisation = 1e-5f, gradient = 0.05f;
  const float step = alpha - its_alpha;
  return regularisation + gradient * (step < 0 ? -step : step);
}

static inline float4 unit4(float4 value) {
  typedef int32_t int4 __attribute__((vector_size(16)));
  const float4 zero = {0}, one = {1, 1, 1, 1};
  value = (float4)((int4)(value > zero) & (int4)value);
  const int4 below = value < one;
  return (float4)((below & (int4)value) | (~below & (int4)one));
}

// A pixel's neighbours weigh d_n = regularisation + gradient * |a - a_n|, D in all; f and b are the
// weighted means of their F and B. What minimises
//   |a F + (1 - a) B - I|^2 + sum of d_n (|F - F_n|^2 + |B - B_n|^2)
// is F = f + a e, B = b + (1 - a) e with e = (I - a f - (1 - a) b) / (a^2 + (1 - a)^2 + D): the paper's
// two equations solved by hand, since their determinant cancels in floats.
void slh_relax_foreground(float *foreground_out, float *background_out, const float *foreground,
                          const float *background, const float *mixture, size_t stride,
                          size_t count) {
  enum { alpha = 3 };
  for (size_t k = 0; k < 4 * count; k += 4) {
    const float *here = mixture + k, *f = foreground + k, *b = background + k;
    const float a = here[alpha], rest = 1 - a;
    const float left = neighbour_weight(a, (here - 4)[alpha]);
    const float right = neighbour_weight(a, (here + 4)[alpha]);
    const float above = neighbour_weight(a, (here - stride)[alpha]);
    const float below = neighbour_weight(a, here[stride + alpha]);
    const float sum = (left + right) + (above + below);
    const float share = 1 / sum;
    const float4 ours = ((left * load4(f - 4) + right * load4(f + 4)) +
                         (above * load4(f - stride) + below * load4(f + stride))) *
                        share;
    const float4 theirs = ((left * load4(b - 4) + right * load4(b + 4)) +
                           (above * load4(b - stride) + below * load4(b + stride))) *
                          share;
    const float4 error =
        (load4(here) - a * ours - rest * theirs) * (1 / (a * a + rest * rest + sum));
    store4(foreground_out + k, unit4(ours + a * error));
    store4(background_out + k, unit4(theirs + rest * error));
  }
}

void slh_add_alpha(float *out, const float *colors, const float *alpha, size_t count) {
  for (size_t k = 0; k < count; k++, out += 4, colors += 3) {
    for (size_t j = 0; j < 3; j++) out[j] = colors[j];
    out[3] = alpha[k];
  }
}

void slh_drop_alpha(float *out, const float *colors, size_t count) {
  for (size_t k = 0; k < count; k++, out += 3, colors += 4)
    for (size_t j = 0; j < 3; j++) out[j] = colors[j];
}

void slh_replace_seen(float *out, const float *colors, const float *mixture, size_t count) {
  for (size_t k = 0; k < count; k++, out += 3, colors += 4, mixture += 4)
    for (size_t j = 0; j < 3; j++) out[j] = mixture[3] > 0 ? colors[j] : out[j];
}

void slh_sum_sides(double sums[8], const float *mixture, size_t count) {
  for (size_t k = 0; k < count; k++, mixture += 4) {
    const double a = mixture[3], rest = 1 - a;
    for (size_t j = 0; j < 3; j++) {
      sums[j] += a * mixture[j];
      sums[4 + j] += rest * mixture[j];
    }
    sums[3] += a;
    sums[7] += rest;
  }
}
