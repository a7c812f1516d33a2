#include "silhouette_imaging.h"

void slh_box_row(double *out, const double *in, size_t width, size_t channels, size_t radius) {
  const size_t reach = radius < width - 1 ? radius : width - 1;
  for (size_t c = 0; c < channels; c++) out[c] = 0;
  for (size_t x = 0; x <= reach; x++)
    for (size_t c = 0; c < channels; c++) out[c] += in[x * channels + c];
  for (size_t x = 1; x < width; x++) {
    const double *before = out + (x - 1) * channels;
    double *sum = out + x * channels;
    for (size_t c = 0; c < channels; c++) sum[c] = before[c];
    if (x + radius < width)
      for (size_t c = 0; c < channels; c++) sum[c] += in[(x + radius) * channels + c];
    if (x > radius)
      for (size_t c = 0; c < channels; c++) sum[c] -= in[(x - radius - 1) * channels + c];
  }
}

void slh_slide_rows(double *sum, const double *entering, const double *leaving, size_t count) {
  if (entering)
    for (size_t i = 0; i < count; i++) sum[i] += entering[i];
  if (leaving)
    for (size_t i = 0; i < count; i++) sum[i] -= leaving[i];
}

void slh_box_means(float *out, const double *sums, const float *counts, double rows,
                   size_t channels, size_t width) {
  for (size_t k = 0; k < width; k++) {
    const double share = 1 / (rows * counts[k]);
    for (size_t c = 0; c < channels; c++)
      out[k * channels + c] = (float)(sums[k * channels + c] * share);
  }
}

void slh_widen(double *out, const float *in, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = in[i];
}
