#include "slh_imaging.h"
#include "vector.h"

// Inlined with a known number of channels, so that the sums of a pixel stay in registers.
static inline __attribute__((always_inline)) void box_row(double *out, const double *in,
                                                          size_t width, size_t channels,
                                                          size_t radius) {
  double sums[SLH_BOX_CHANNELS] = {0};
  const size_t reach = radius < width ? radius : width;
  for (size_t x = 0; x < reach; x++)
    for (size_t c = 0; c < channels; c++) sums[c] += in[x * channels + c];
  for (size_t x = 0; x < width; x++, out += channels) {
    if (x + radius < width)
      for (size_t c = 0; c < channels; c++) sums[c] += in[(x + radius) * channels + c];
    if (x > radius)
      for (size_t c = 0; c < channels; c++) sums[c] -= in[(x - radius - 1) * channels + c];
    for (size_t c = 0; c < channels; c++) out[c] = sums[c];
  }
}

SLH_EACH_SET void slh_box_row(double *out, const double *in, size_t width, size_t channels, size_t radius) {
  switch (channels) {
    case 1: box_row(out, in, width, 1, radius); break;
    case 4: box_row(out, in, width, 4, radius); break;
    case SLH_COLOR_PRODUCTS: box_row(out, in, width, SLH_COLOR_PRODUCTS, radius); break;
    default: box_row(out, in, width, channels, radius); break;
  }
}

SLH_EACH_SET void slh_slide_rows(double *sum, const double *entering, const double *leaving, size_t count) {
  if (entering)
    for (size_t i = 0; i < count; i++) sum[i] += entering[i];
  if (leaving)
    for (size_t i = 0; i < count; i++) sum[i] -= leaving[i];
}

SLH_EACH_SET void slh_box_means(float *out, const double *sums, const float *counts, double rows,
                   size_t channels, size_t width) {
  for (size_t k = 0; k < width; k++) {
    const double share = 1 / (rows * counts[k]);
    for (size_t c = 0; c < channels; c++)
      out[k * channels + c] = (float)(sums[k * channels + c] * share);
  }
}

SLH_EACH_SET void slh_widen(double *out, const float *in, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = in[i];
}
