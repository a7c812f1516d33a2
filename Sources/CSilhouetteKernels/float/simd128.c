#if defined(__wasm_simd128__)

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define V 4
#define NAME(name) name##__wasm
#define WIDE_BLOCKS 2
#define WIDE_PIXELS 4
#define NARROW_PIXELS 8
#define DEPTHWISE_PIXELS 4
#define EXPAND_SQUARES 2
#define TAIL_CHANNELS 0
#define PICTURE_BLOCKS 2
#define PICTURE_PIXELS 4
#define WINOGRAD_WIDE_GROUPS 6
#define WINOGRAD_NARROW_GROUPS 12
#include "rows.inc"

#endif
