#include "slh_imaging.h"
#include "vector.h"

enum { word_bits = 64 };

SLH_EACH_SET void slh_flag_unsettled(uint64_t *positive, uint64_t *partial, const float *values,
                                     size_t count) {
  for (size_t start = 0; start < count; start += word_bits) {
    uint64_t above = 0, below = 0;
    size_t k = 0;
    for (; k < word_bits && start + k + 16 <= count; k += 16) {
      const float16 lanes = load16(values + start + k);
      above |= (uint64_t)PACKED16(lanes > 0) << k;
      below |= (uint64_t)PACKED16(lanes < 1) << k;
    }
    for (; k < word_bits && start + k < count; k++) {
      above |= (uint64_t)(values[start + k] > 0) << k;
      below |= (uint64_t)(values[start + k] < 1) << k;
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

static void spread_row(uint64_t *row, size_t words, size_t reach) {
  for (size_t done = 0; done < reach;) {
    const size_t step = next_step(done, reach, word_bits - 1), rest = word_bits - step;
    uint64_t before = 0;
    for (size_t i = 0; i < words; i++) {
      const uint64_t word = row[i], after = i + 1 < words ? row[i + 1] : 0;
      row[i] = word | word << step | before >> rest | word >> step | after << rest;
      before = word;
    }
    done += step;
  }
}

SLH_EACH_SET void slh_spread_bits(uint64_t *bits, size_t words, size_t height, size_t reach) {
  for (size_t y = 0; y < height; y++) spread_row(bits + y * words, words, reach);
  const size_t count = words * height;
  for (size_t done = 0; done < reach && done + 1 < height;) {
    const size_t step = next_step(done, reach, height - 1), shift = step * words;
    // What is read lies ahead of what is written, so that it can be done by vectors.
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < count - shift; i++) bits[i] |= bits[i + shift];
    done += step;
  }
  for (size_t done = 0; done < reach && done + 1 < height;) {
    const size_t step = next_step(done, reach, height - 1), shift = step * words;
#pragma clang loop vectorize(assume_safety)
    for (size_t i = count; i > shift; i--) bits[i - 1] |= bits[i - 1 - shift];
    done += step;
  }
}
