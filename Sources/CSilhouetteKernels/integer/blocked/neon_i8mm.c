#if defined(__aarch64__)

#include <arm_neon.h>
#include <string.h>

#include "../../dense/strides.h"
#include "../scalar.h"
#include "slh_blocked.h"

#pragma clang attribute push(__attribute__((target("dotprod,i8mm"))), apply_to = function)

#define ISA neon_i8mm
#define TITLE "i8mm"
#define BYTE_OFFSET 0
// 32 registers: four make an accumulator of sixteen numbers, so 16 of them, and 4 of weights.
#define TILE 4
#define BLOCKS 1
#define WORDS_FILE "words_neon.inc"
#include "kernels.inc"

#pragma clang attribute pop

#endif
