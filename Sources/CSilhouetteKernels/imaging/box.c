#include "slh_imaging.h"
#include "vector.h"

// A window of 2^k numbers is two of 2^(k - 1) side by side, and one of any length is made of those whose
// lengths its binary digits say. So a row costs as many additions as the length has digits and ones, each
// of whole vectors, where a sum that slides along it has every number wait for the one before.

// Whole numbers are added modulo 2^32: a sum that fits is right whatever the sums on the way to it were.
typedef uint32_t u32;
typedef uint32_t u32_lanes __attribute__((vector_size(64)));
typedef double8 double_lanes;
typedef float16 float_lanes;

// What `vector` is some places further on, `next` being what follows it.
#define AHEAD_double(n, vector, next) \
  __builtin_shufflevector(vector, next, n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7)
#define AHEAD_float(n, vector, next)                                                             \
  __builtin_shufflevector(vector, next, n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, \
                          n + 9, n + 10, n + 11, n + 12, n + 13, n + 14, n + 15)
#define AHEAD_u32 AHEAD_float

// Ten places on is the second vector or the third.
#define TEN_AHEAD_double AHEAD_double(2, one_next, one_last)
#define TEN_AHEAD_float AHEAD_float(10, one, one_next)
#define TEN_AHEAD_u32 TEN_AHEAD_float

// Short windows never leave the registers. Of numbers and of windows of two and four of them are kept those
// that begin at the places of a vector and at those of the next one.
#define SHORT_WINDOWS(number, window)                                                        \
  do {                                                                                       \
    typedef number##_lanes lanes;                                                            \
    enum { length = sizeof(lanes) / sizeof(number) };                                        \
    lanes one = LOAD(lanes, in), one_next = LOAD(lanes, in + length);                        \
    lanes one_last = LOAD(lanes, in + 2 * length);                                           \
    lanes two = one + AHEAD_##number(1, one, one_next);                                      \
    lanes two_next = one_next + AHEAD_##number(1, one_next, one_last);                       \
    lanes four = two + AHEAD_##number(2, two, two_next);                                     \
    for (; done + length <= count; done += length) {                                         \
      const lanes entering = LOAD(lanes, in + done + 3 * length);                            \
      const lanes two_last = one_last + AHEAD_##number(1, one_last, entering);               \
      const lanes four_next = two_next + AHEAD_##number(2, two_next, two_last);              \
      const lanes sum = (window);                                                            \
      STORE(lanes, row + done, sum);                                                         \
      const lanes before = LOAD(lanes, sums + done) + sum;                                   \
      STORE(lanes, sums + done, leaving ? before - LOAD(lanes, leaving + done) : before);    \
      one = one_next;                                                                        \
      one_next = one_last;                                                                   \
      one_last = entering;                                                                   \
      two = two_next;                                                                        \
      two_next = two_last;                                                                   \
      four = four_next;                                                                      \
    }                                                                                        \
    (void)four;                                                                              \
  } while (0)

#define BOX(number)                                                                             \
  SLH_EACH_SET static void add_windows_##number(number *restrict out, const number *in,         \
                                                number *scratch, size_t count, size_t step,     \
                                                size_t length) {                                \
    memset(out, 0, count * sizeof *out);                                                        \
    const number *window = in;                                                                  \
    for (size_t size = 1, done = 0;; size *= 2) {                                               \
      if (length & size) {                                                                      \
        const number *first = window + done * step;                                             \
        for (size_t i = 0; i < count; i++) out[i] += first[i];                                  \
        done += size;                                                                           \
      }                                                                                         \
      if (done == length) return;                                                               \
      /* In place, and by vectors: what is read lies ahead of what is written. */               \
      const size_t left = count + (length - 2 * size) * step;                                   \
      _Pragma("clang loop vectorize(assume_safety)")                                            \
      for (size_t i = 0; i < left; i++) scratch[i] = window[i] + window[i + size * step];       \
      window = scratch;                                                                         \
    }                                                                                           \
  }                                                                                             \
                                                                                                \
  SLH_EACH_SET static void enter_##number(number *restrict sums, number *restrict row,          \
                                          const number *restrict leaving,                       \
                                          const number *restrict in, number *restrict scratch,  \
                                          size_t count, size_t step, size_t length) {           \
    size_t done = 0;                                                                            \
    switch (step == 1 ? length : 0) {                                                           \
      case 3: SHORT_WINDOWS(number, two + AHEAD_##number(2, one, one_next)); break;             \
      case 5: SHORT_WINDOWS(number, four + AHEAD_##number(4, one, one_next)); break;            \
      case 7:                                                                                   \
        SHORT_WINDOWS(number, four + AHEAD_##number(4, two, two_next) +                         \
                                  AHEAD_##number(6, one, one_next));                            \
        break;                                                                                  \
      case 9:                                                                                   \
        SHORT_WINDOWS(number, (four + AHEAD_##number(4, four, four_next)) +                     \
                                  AHEAD_##number(8, one, one_next));                            \
        break;                                                                                  \
      case 11:                                                                                  \
        SHORT_WINDOWS(number, (four + AHEAD_##number(4, four, four_next)) +                     \
                                  (AHEAD_##number(8, two, two_next) + TEN_AHEAD_##number));     \
        break;                                                                                  \
      default: break;                                                                           \
    }                                                                                           \
    if (done == count) return;                                                                  \
    add_windows_##number(row + done, in + done, scratch, count - done, step, length);           \
    for (; done < count; done++) sums[done] += row[done] - (leaving ? leaving[done] : 0);       \
  }

#define PUBLIC_BOX(suffix, number, kernel_number)                                                \
  BOX(kernel_number)                                                                            \
                                                                                                \
  void slh_box_enter_##suffix(number *sums, number *row, const number *leaving, const number *in, \
                              number *scratch, size_t count, size_t step, size_t length) {      \
    enter_##kernel_number((kernel_number *)sums, (kernel_number *)row,                          \
                          (const kernel_number *)leaving, (const kernel_number *)in,            \
                          (kernel_number *)scratch, count, step, length);                       \
  }                                                                                             \
                                                                                                \
  SLH_EACH_SET void slh_box_leave_##suffix(number *restrict sums, const number *restrict leaving, \
                                           size_t count) {                                      \
    for (size_t i = 0; i < count; i++)                                                          \
      sums[i] = (number)((kernel_number)sums[i] - (kernel_number)leaving[i]);                   \
  }

PUBLIC_BOX(f64, double, double)
PUBLIC_BOX(f32, float, float)
PUBLIC_BOX(i32, int32_t, u32)

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
