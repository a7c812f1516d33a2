#if defined(__x86_64__)

#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define V 16
#define NAME(name) name##__avx512
#define HAS_FMA
// 32 registers: 16 accumulators (24 where the loop needs no more addresses), 2 weights, broadcasts; one
// block takes each number from memory.
#define WIDE_BLOCKS 2
#define WIDE_PIXELS 8
#define NARROW_PIXELS 16
#define RESIDENT_PIXELS 8
#define DEPTHWISE_PIXELS 16
#define EXPAND_SQUARES 4
#define TAIL_CHANNELS 8
#define PICTURE_BLOCKS 1
#define PICTURE_PIXELS 16
#define WINOGRAD_WIDE_GROUPS 12
#define WINOGRAD_NARROW_GROUPS 12
#define TRIPLE_PIXELS 8
// Of `from` by number, −1: of `into`.
#define PICKED(into, from, lanes) \
  _mm512_mask_permutexvar_ps( \
      into, _mm512_knot(_mm512_movepi32_mask((__m512i)(lanes))), (__m512i)(lanes), from)

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma"))), apply_to = function)
#include "rows.inc"
#pragma clang attribute pop

#endif
