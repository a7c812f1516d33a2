#include "slh_imaging.h"
#include "vector.h"

// A window of 2^k numbers is two of 2^(k - 1) side by side, and one of any length is made of those whose
// lengths its binary digits say. So a row costs as many additions as the length has digits and ones, each
// of whole vectors, where a sum that slides along it has every number wait for the one before.

// What `vector` is some places further on, `next` being what follows it.
#define AHEAD(n, vector, next) \
  __builtin_shufflevector(vector, next, n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7)

// Short windows never leave the registers. Of numbers and of windows of two and four of them are kept those
// that begin at eight places and at the next eight.
#define SHORT_WINDOWS(window)                                                                \
  do {                                                                                       \
    double8 one = load8(in), one_next = load8(in + 8), one_last = load8(in + 16);            \
    double8 two = one + AHEAD(1, one, one_next);                                             \
    double8 two_next = one_next + AHEAD(1, one_next, one_last);                              \
    double8 four = two + AHEAD(2, two, two_next);                                            \
    for (; done + 8 <= count; done += 8) {                                                   \
      const double8 entering = load8(in + done + 24);                                        \
      const double8 two_last = one_last + AHEAD(1, one_last, entering);                      \
      const double8 four_next = two_next + AHEAD(2, two_next, two_last);                     \
      const double8 sum = (window);                                                          \
      store8(row + done, sum);                                                               \
      const double8 before = load8(sums + done) + sum;                                       \
      store8(sums + done, leaving ? before - load8(leaving + done) : before);                \
      one = one_next;                                                                        \
      one_next = one_last;                                                                   \
      one_last = entering;                                                                   \
      two = two_next;                                                                        \
      two_next = two_last;                                                                   \
      four = four_next;                                                                      \
    }                                                                                        \
    (void)four;                                                                              \
  } while (0)

SLH_EACH_SET static void add_windows(double *restrict out, const double *in, double *scratch,
                                     size_t count, size_t step, size_t length) {
  memset(out, 0, count * sizeof *out);
  const double *window = in;
  for (size_t size = 1, done = 0;; size *= 2) {
    if (length & size) {
      const double *first = window + done * step;
      for (size_t i = 0; i < count; i++) out[i] += first[i];
      done += size;
    }
    if (done == length) return;
    // What is read lies ahead of what is written, so that it can be done in place, and by vectors.
    const size_t left = count + (length - 2 * size) * step;
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < left; i++) scratch[i] = window[i] + window[i + size * step];
    window = scratch;
  }
}

SLH_EACH_SET void slh_box_enter(double *restrict sums, double *restrict row,
                                const double *restrict leaving, const double *restrict in,
                                double *restrict scratch, size_t count, size_t step,
                                size_t length) {
  size_t done = 0;
  switch (step == 1 ? length : 0) {
    case 3: SHORT_WINDOWS(two + AHEAD(2, one, one_next)); break;
    case 5: SHORT_WINDOWS(four + AHEAD(4, one, one_next)); break;
    case 7: SHORT_WINDOWS(four + AHEAD(4, two, two_next) + AHEAD(6, one, one_next)); break;
    case 9: SHORT_WINDOWS((four + AHEAD(4, four, four_next)) + one_next); break;
    case 11:
      SHORT_WINDOWS((four + AHEAD(4, four, four_next)) + (two_next + AHEAD(2, one_next, one_last)));
      break;
    default: break;
  }
  if (done == count) return;
  add_windows(row + done, in + done, scratch, count - done, step, length);
  for (; done < count; done++) sums[done] += row[done] - (leaving ? leaving[done] : 0);
}

SLH_EACH_SET void slh_box_leave(double *restrict sums, const double *restrict leaving,
                                size_t count) {
  for (size_t i = 0; i < count; i++) sums[i] -= leaving[i];
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
