#if defined(__aarch64__)

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define V 4
#define NAME(name) name##__neon
#define HAS_FMA
// A product takes one lane of a register for all of its numbers, so that four channels of a pixel are
// one load and not four that spread a number each.
#define MULTIPLIES_BY_LANE
// 32 registers: 16 accumulators, 8 pixels, 2 weights; 16 loads for 64 products. Four blocks of four
// pixels would take 20.
#define WIDE_BLOCKS 2
#define WIDE_PIXELS 8
#define NARROW_PIXELS 8
#define DEPTHWISE_PIXELS 8
#define EXPAND_SQUARES 4
#define TAIL_CHANNELS 0
#define PICTURE_BLOCKS 4
#define PICTURE_PIXELS 4
#define WINOGRAD_WIDE_GROUPS 12
#define WINOGRAD_NARROW_GROUPS 12
#include "rows.inc"

#endif
