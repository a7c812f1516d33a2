#if defined(__x86_64__)

#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define V 8
#define NAME(name) name##__avx2
#define HAS_FMA
// 16 registers: 12 accumulators, 3 weights, a broadcast.
#define WIDE_BLOCKS 3
#define WIDE_PIXELS 4
#define PAIR_PIXELS 4
#define NARROW_PIXELS 8
#define DEPTHWISE_PIXELS 8

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "../float/rows.inc"
#pragma clang attribute pop

#endif
