#include "slh_imaging.h"
#include "vector.h"

enum { word_bits = 64 };

typedef uint64_t word8 __attribute__((vector_size(64)));

SLH_EACH_SET void slh_flag_between(uint64_t *positive, uint64_t *partial, const float *values,
                                   float whole, size_t count) {
  for (size_t start = 0; start < count; start += word_bits) {
    uint64_t above = 0, below = 0;
    size_t k = 0;
    for (; k < word_bits && start + k + 16 <= count; k += 16) {
      const float16 lanes = load16(values + start + k);
      above |= (uint64_t)PACKED16(lanes > 0) << k;
      below |= (uint64_t)PACKED16(lanes < whole) << k;
    }
    for (; k < word_bits && start + k < count; k++) {
      above |= (uint64_t)(values[start + k] > 0) << k;
      below |= (uint64_t)(values[start + k] < whole) << k;
    }
    *positive++ = above;
    *partial++ = below;
  }
}

// Each step looks as far as what is known already reaches.
static inline size_t next_step(size_t done, size_t reach, size_t most) {
  size_t step = done + 1 < reach - done ? done + 1 : reach - done;
  return step < most ? step : most;
}

// Eight words at a time; of the word before each of them, what it was.
static inline __attribute__((always_inline)) void spread_row(uint64_t *row, size_t words,
                                                             size_t stride, size_t reach) {
  const word8 places = {0, 1, 2, 3, 4, 5, 6, 7};
  for (size_t done = 0; done < reach;) {
    const size_t step = next_step(done, reach, word_bits - 1), rest = word_bits - step;
    word8 last = {0};
    for (size_t i = 0; i < stride; i += 8) {
      word8 here, after;
      memcpy(&here, row + i, sizeof here);
      memcpy(&after, row + i + 1, sizeof after);
      const word8 before = __builtin_shufflevector(last, here, 7, 8, 9, 10, 11, 12, 13, 14);
      const word8 spread = here | here << step | before >> rest | here >> step | after << rest;
      const word8 kept = spread & (word8)(places + i < words);
      memcpy(row + i, &kept, sizeof kept);
      last = here;
    }
    done += step;
  }
}

SLH_EACH_SET void slh_spread_bits(uint64_t *bits, size_t words, size_t stride, size_t height,
                                  size_t reach) {
  for (size_t y = 0; y < height; y++) spread_row(bits + y * stride, words, stride, reach);
  const size_t count = stride * height;
  for (size_t done = 0; done < reach && done + 1 < height;) {
    const size_t step = next_step(done, reach, height - 1), shift = step * stride;
    // What is read lies ahead of what is written, so that it can be done by vectors.
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < count - shift; i++) bits[i] |= bits[i + shift];
    done += step;
  }
  for (size_t done = 0; done < reach && done + 1 < height;) {
    const size_t step = next_step(done, reach, height - 1), shift = step * stride;
#pragma clang loop vectorize(assume_safety)
    for (size_t i = count; i > shift; i--) bits[i - 1] |= bits[i - 1 - shift];
    done += step;
  }
}
