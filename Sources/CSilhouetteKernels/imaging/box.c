#include "slh_imaging.h"
#include "vector.h"

// A window of 2^k numbers is two of 2^(k - 1) side by side, and one of any length is made of those whose
// lengths its binary digits say. So a row costs as many additions as the length has digits and ones, each
// of whole vectors, where a sum that slides along it has every number wait for the one before.

// What `vector` is some places further on, `next` being what follows it.
#define AHEAD(n, vector, next) \
  __builtin_shufflevector(vector, next, n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7)
// Ten places on is the second vector or the third.
#define TEN_AHEAD AHEAD(2, one_next, one_last)
#define NUMBER double
#define SUM double
#define LANES double8
#define SUFFIX f64
#include "box.inc"
#undef AHEAD
#undef TEN_AHEAD
#undef NUMBER
#undef SUM
#undef LANES
#undef SUFFIX

#define AHEAD(n, vector, next)                                                                     \
  __builtin_shufflevector(vector, next, n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, \
                          n + 9, n + 10, n + 11, n + 12, n + 13, n + 14, n + 15)
#define TEN_AHEAD AHEAD(10, one, one_next)
#define NUMBER float
#define SUM float
#define LANES float16
#define SUFFIX f32
#include "box.inc"
#undef NUMBER
#undef SUM
#undef LANES
#undef SUFFIX

// Whole numbers are added modulo 2^32: a sum that fits is right whatever the sums on the way to it were.
typedef uint32_t uint32x16 __attribute__((vector_size(64)));
#define NUMBER int32_t
#define SUM uint32_t
#define LANES uint32x16
#define SUFFIX i32
#include "box.inc"

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
