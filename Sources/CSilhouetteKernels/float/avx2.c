#if defined(__x86_64__)

#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define V 8
#define NAME(name) name##__avx2
#define HAS_FMA
// 16 registers: 12 accumulators, 2 weights, a broadcast. Three blocks of 4 pixels are a fifth slower:
// the third weight spills.
#define WIDE_BLOCKS 2
#define WIDE_PIXELS 6
#define NARROW_PIXELS 8
#define DEPTHWISE_PIXELS 8
#define EXPAND_SQUARES 2
#define TAIL_CHANNELS 4
#define PICTURE_BLOCKS 2
#define PICTURE_PIXELS 6
#define WINOGRAD_WIDE_GROUPS 6
#define WINOGRAD_NARROW_GROUPS 12
// Of `from` by number, −1: of `into`.
#define PICKED(into, from, lanes) \
  _mm256_blendv_ps( \
      _mm256_permutevar8x32_ps(from, (__m256i)(lanes)), into, _mm256_castsi256_ps((__m256i)(lanes)))

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "rows.inc"
#pragma clang attribute pop

#endif
