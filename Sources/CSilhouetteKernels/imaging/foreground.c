// Germer, Uelwer, Conrad, Harmeling: Fast Multi-Level Foreground Estimation (2020).
#include "slh_imaging.h"

#include "vector.h"

// A pixel's neighbours weigh d_n = regularisation + gradient * |a - a_n|, little where alpha is even, so
// that colours follow the picture there, and D in all; f and b are the weighted means of their F and B.
// What minimises
//   |a F + (1 - a) B - I|^2 + sum of d_n (|F - F_n|^2 + |B - B_n|^2)
// is F = f + a e, B = b + (1 - a) e with e = (I - a f - (1 - a) b) / (a^2 + (1 - a)^2 + D): the paper's
// two equations solved by hand, since their determinant cancels in floats.
//
// For as many pixels as a vector holds; each of a pixel's four lanes computes its weights.
#define RELAX(suffix)                                                                            \
  do {                                                                                           \
    const float *here = mixture + k, *f = foreground + k, *b = background + k;                   \
    const float##suffix pixel = load##suffix(here);                                              \
    const float##suffix a = ALPHA##suffix(pixel), rest = 1 - a;                                  \
    const float##suffix left = WEIGHT(suffix, a - ALPHA##suffix(load##suffix(here - 4)));        \
    const float##suffix right = WEIGHT(suffix, a - ALPHA##suffix(load##suffix(here + 4)));       \
    const float##suffix above = WEIGHT(suffix, a - ALPHA##suffix(load##suffix(here - stride)));  \
    const float##suffix below = WEIGHT(suffix, a - ALPHA##suffix(load##suffix(here + stride)));  \
    const float##suffix sum = (left + right) + (above + below), share = 1 / sum;                 \
    const float##suffix ours =                                                                   \
        ((left * load##suffix(f - 4) + right * load##suffix(f + 4)) +                            \
         (above * load##suffix(f - stride) + below * load##suffix(f + stride))) *                \
        share;                                                                                   \
    const float##suffix theirs =                                                                 \
        ((left * load##suffix(b - 4) + right * load##suffix(b + 4)) +                            \
         (above * load##suffix(b - stride) + below * load##suffix(b + stride))) *                \
        share;                                                                                   \
    const float##suffix error =                                                                  \
        (pixel - a * ours - rest * theirs) * (1 / (a * a + rest * rest + sum));                  \
    const float##suffix front = ours + a * error, back = theirs + rest * error;                  \
    store##suffix(foreground_out + k, UNIT(suffix, front));                                      \
    store##suffix(background_out + k, UNIT(suffix, back));                                       \
  } while (0)

#define WEIGHT(suffix, step) \
  (regularisation + gradient * (float##suffix)((int##suffix)(step) & 0x7FFFFFFF))

// Cut to 0...1; not a number is 0. By masks, since C has no choice between lanes.
#define UNIT(suffix, value)                                                                     \
  ({                                                                                            \
    const float##suffix cut = (float##suffix)(((value) > 0) & (int##suffix)(value));            \
    const int##suffix below = cut < 1;                                                          \
    (float##suffix)((below & (int##suffix)cut) | (~below & (int##suffix)((float##suffix){0} + 1))); \
  })

SLH_EACH_SET void slh_relax_foreground(float *foreground_out, float *background_out,
                                       const float *foreground, const float *background,
                                       const float *mixture, size_t stride, size_t count) {
  const float regularisation = 1e-5f, gradient = 0.05f;
  const size_t end = 4 * count;
  size_t k = 0;
  for (; k + 16 <= end; k += 16) RELAX(16);
  if (k < end && end >= 16) {
    // One more vector that ends with the row: its first pixels are made twice, which is less work than to
    // make its last ones alone.
    k = end - 16;
    RELAX(16);
  } else {
    for (; k < end; k += 4) RELAX(4);
  }
}

SLH_EACH_SET void slh_add_alpha(float *out, const float *colors, const float *alpha, size_t count) {
  for (size_t k = 0; k < count; k++, out += 4, colors += 3) {
    for (size_t j = 0; j < 3; j++) out[j] = colors[j];
    out[3] = alpha[k];
  }
}

SLH_EACH_SET void slh_drop_alpha(float *out, const float *colors, size_t count) {
  for (size_t k = 0; k < count; k++, out += 3, colors += 4)
    for (size_t j = 0; j < 3; j++) out[j] = colors[j];
}

SLH_EACH_SET void slh_replace_seen(float *out, const float *colors, const float *mixture, size_t count) {
  for (size_t k = 0; k < count; k++, out += 3, colors += 4, mixture += 4)
    if (mixture[3] > 0) memcpy(out, colors, 3 * sizeof(float));
}

SLH_EACH_SET void slh_sum_sides(double sums[8], const float *mixture, size_t count) {
  // Four pixels at a time, so that not each of them waits for the sum of those before.
  const double16 one = {1};
  double16 person = {0}, background = {0};
  size_t k = 0;
  for (; k + 4 <= count; k += 4) {
    const float16 pixels = load16(mixture + 4 * k);
    const double16 a = __builtin_convertvector(ALPHA16(pixels), double16);
    const double16 color = __builtin_shufflevector(__builtin_convertvector(pixels, double16), one, 0,
                                                   1, 2, 16, 4, 5, 6, 16, 8, 9, 10, 16, 12, 13, 14, 16);
    person += a * color;
    background += (1 - a) * color;
  }
  for (size_t lane = 0; lane < 16; lane++) {
    sums[lane % 4] += person[lane];
    sums[4 + lane % 4] += background[lane];
  }
  for (; k < count; k++) {
    const float *pixel = mixture + 4 * k;
    const double a = pixel[3];
    for (size_t j = 0; j < 4; j++) {
      const double color = j < 3 ? pixel[j] : 1;
      sums[j] += a * color;
      sums[4 + j] += (1 - a) * color;
    }
  }
}
