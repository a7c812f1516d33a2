#if defined(__aarch64__)

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define V 4
#define NAME(name) name##__neon
#define HAS_FMA
// 32 registers: 16 accumulators, 4 weights.
#define WIDE_BLOCKS 4
#define WIDE_PIXELS 4
#define PAIR_PIXELS 8
#define NARROW_PIXELS 8
#define DEPTHWISE_PIXELS 8
#define PICTURE_BLOCKS 4
#define PICTURE_PIXELS 4
#define WINOGRAD_BLOCKS 2
#define WINOGRAD_WIDE_GROUPS 2
#define WINOGRAD_NARROW_GROUPS 4
#include "../float/rows.inc"

#endif
