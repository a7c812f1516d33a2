#include <string.h>

#include "slh_imaging.h"
#include "vector.h"

// Pixels that are compared at once; a run's end among them is the first bit of what differs.
enum { run_block = 64 };

typedef uint8_t u8_lanes __attribute__((vector_size(run_block * sizeof(uint8_t))));
typedef uint16_t u16_lanes __attribute__((vector_size(run_block * sizeof(uint16_t))));

// The first place of `row` from one on that is not of a run: `others` has a bit for each element of a block
// at `place` that is not, `is_other` says it of one. The last block ends with the row and so holds elements
// that were looked at before.
#define RETURN_END_OF_RUN(from, others, is_other)                                       \
  do {                                                                                  \
    size_t i = (from);                                                                  \
    for (; i + run_block <= count; i += run_block) {                                    \
      __typeof__(row) place = row + i;                                                  \
      const uint64_t found = (others);                                                  \
      if (found) return i + (size_t)__builtin_ctzll(found);                             \
    }                                                                                   \
    if (i < count && count >= run_block) {                                              \
      __typeof__(row) place = row + count - run_block;                                  \
      const uint64_t found = (others) >> (i + run_block - count);                       \
      return found ? i + (size_t)__builtin_ctzll(found) : count;                        \
    }                                                                                   \
    for (; i < count; i++) {                                                            \
      __typeof__(row) place = row + i;                                                  \
      if (is_other) break;                                                              \
    }                                                                                   \
    return i;                                                                           \
  } while (0)

#define ALPHA_ROWS(suffix, element, maximum)                                            \
  SLH_EACH_SET slh_row_summary slh_summarize_##suffix(const element *row, size_t count) {            \
    slh_row_summary summary = {count, 0, 0};                                            \
    for (size_t i = 0; i < count; i++) summary.sum += row[i];                           \
    size_t first = 0;                                                                   \
    while (first < count && row[first] <= (maximum) / 2) first++;                       \
    if (first == count) return summary;                                                 \
    size_t last = count - 1;                                                            \
    while (row[last] <= (maximum) / 2) last--;                                          \
    summary.first = first;                                                              \
    summary.last = last;                                                                \
    return summary;                                                                     \
  }                                                                                     \
                                                                                        \
  SLH_EACH_SET void slh_threshold_##suffix(element *row, uint32_t level, size_t count) {             \
    for (size_t i = 0; i < count; i++) row[i] = row[i] >= level ? (maximum) : 0;        \
  }                                                                                     \
                                                                                        \
  SLH_EACH_SET void slh_invert_##suffix(element *row, size_t count) {                                \
    for (size_t i = 0; i < count; i++) row[i] = (element)((maximum)-row[i]);            \
  }                                                                                     \
                                                                                        \
  static inline __attribute__((always_inline)) uint64_t beside_level_##suffix(          \
      const element *row, uint32_t level, bool inside) {                                \
    suffix##_lanes lanes;                                                               \
    memcpy(&lanes, row, sizeof lanes);                                                  \
    const uint64_t above = PACKED64(lanes >= (element)level);                           \
    return inside ? ~above : above;                                                     \
  }                                                                                     \
                                                                                        \
  SLH_EACH_SET size_t slh_run_end_##suffix(const element *row, size_t from, size_t count, \
                                           uint32_t level, bool inside) {               \
    RETURN_END_OF_RUN(from, beside_level_##suffix(place, level, inside),                \
                      (*place >= level) != inside);                                     \
  }                                                                                     \
                                                                                        \
  static inline int kind_##suffix(element value) {                                      \
    return value == 0 ? 0 : value == (maximum) ? 1 : 2;                                 \
  }                                                                                     \
                                                                                        \
  static inline __attribute__((always_inline)) uint64_t other_kinds_##suffix(           \
      const element *row, int kind) {                                                   \
    suffix##_lanes lanes;                                                               \
    memcpy(&lanes, row, sizeof lanes);                                                  \
    const uint64_t none = PACKED64(lanes == 0), all = PACKED64(lanes == (maximum));     \
    return kind == 0 ? ~none : kind == 1 ? ~all : none | all;                           \
  }                                                                                     \
                                                                                        \
  SLH_EACH_SET size_t slh_kind_run_##suffix(const element *row, size_t from,            \
                                            size_t count) {                             \
    const int kind = kind_##suffix(row[from]);                                          \
    RETURN_END_OF_RUN(from + 1, other_kinds_##suffix(place, kind),                      \
                      kind_##suffix(*place) != kind);                                   \
  }

ALPHA_ROWS(u8, uint8_t, 255)
ALPHA_ROWS(u16, uint16_t, 65535)

static inline uint16_t larger(uint16_t a, uint16_t b) { return a > b ? a : b; }

SLH_EACH_SET void slh_min_u16(uint16_t *out, const uint16_t *a, const uint16_t *b, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = a[i] < b[i] ? a[i] : b[i];
}

SLH_EACH_SET void slh_max_u16(uint16_t *out, const uint16_t *a, const uint16_t *b, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = larger(a[i], b[i]);
}

SLH_EACH_SET void slh_max_into_u16(uint16_t *out, const uint16_t *a, const uint16_t *b, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = larger(out[i], larger(a[i], b[i]));
}

SLH_EACH_SET bool slh_is_zero_u16(const uint16_t *row, size_t count) {
  uint16_t any = 0;
  for (size_t i = 0; i < count; i++) any |= row[i];
  return any == 0;
}

SLH_EACH_SET void slh_gather_bits(const uint8_t *row, size_t count, uint8_t *any, uint8_t *all) {
  uint8_t some = *any, every = *all;
  for (size_t i = 0; i < count; i++) {
    some |= row[i];
    every &= row[i];
  }
  *any = some;
  *all = every;
}

// Whole cells as one integer each.
#define FLAG_CELLS(integer)                                     \
  for (; start + sizeof(integer) <= count; start += sizeof(integer), k++) { \
    integer cell;                                               \
    memcpy(&cell, row + start, sizeof cell);                    \
    any[k] |= (uint8_t)-(cell != 0);                            \
    all[k] &= (uint8_t)-(cell == (integer)-1);                  \
  }

SLH_EACH_SET void slh_flag_cells(uint8_t *any, uint8_t *all, const uint8_t *row, size_t size, size_t count) {
  size_t start = 0, k = 0;
  if (size == sizeof(uint32_t)) {
    FLAG_CELLS(uint32_t)
  } else if (size == sizeof(uint64_t)) {
    FLAG_CELLS(uint64_t)
  }
  for (; start < count; start += size, k++) {
    for (size_t i = start; i < count && i < start + size; i++) {
      if (row[i] != 0) any[k] = 255;
      if (row[i] != 255) all[k] = 0;
    }
  }
}

static inline uint16_t share(uint16_t value, uint16_t weight) {
  return (uint16_t)((uint32_t)value * weight >> 16);
}

SLH_EACH_SET void slh_max_between_u16(uint16_t *out, const uint16_t *top, const uint16_t *bottom,
                         slh_corner_weights weights, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const uint16_t upper =
        (uint16_t)(share(top[i], weights.top_left) + share(top[i + 1], weights.top_right));
    const uint16_t lower = (uint16_t)(share(bottom[i], weights.bottom_left) +
                                      share(bottom[i + 1], weights.bottom_right));
    out[i] = larger(out[i], (uint16_t)(upper + lower));
  }
}

SLH_EACH_SET void slh_mix_u16(uint16_t *out, const uint16_t *a, const uint16_t *b, float share, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float mixed = (float)a[i] + ((float)b[i] - (float)a[i]) * share;
    out[i] = (uint16_t)(int32_t)(mixed + 0.5f);
  }
}

SLH_EACH_SET void slh_u16_from_u8(uint16_t *out, const uint8_t *in, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = (uint16_t)(in[i] * 257);
}

SLH_EACH_SET void slh_u8_from_u16(uint8_t *out, const uint16_t *in, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = (uint8_t)(((uint32_t)in[i] + 128) / 257);
}

// The fractions of x / p + y / p^2, p the plastic number (p^3 = p + 1), are the two-dimensional
// counterpart of the golden ratio's: neighbours differ much and every neighbourhood has them all
// (Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences"). In whole numbers modulo 2^32.
SLH_EACH_SET void slh_dither_u8_from_u16(uint8_t *out, const uint16_t *in, size_t channels, size_t y,
                            size_t pixels) {
  const uint32_t right = 3242174889u, down = 2447445414u;
  uint32_t phase = (uint32_t)y * down;
  for (size_t x = 0; x < pixels; x++, phase += right) {
    const uint32_t threshold = ((phase >> 16) * 257) >> 16;
    for (size_t c = 0; c < channels; c++, out++, in++) *out = (uint8_t)((*in + threshold) / 257);
  }
}

SLH_EACH_SET void slh_widen_u16(double *out, const uint16_t *in, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = in[i];
}

SLH_EACH_SET void slh_rounded_means_u16(uint16_t *out, const double *sums, const float *counts, double rows,
                           size_t count) {
  for (size_t i = 0; i < count; i++)
    out[i] = (uint16_t)(int32_t)(sums[i] / (rows * counts[i]) + 0.5);
}
