#if defined(__aarch64__)

#include <arm_neon.h>
#include <string.h>

#include "../../dense/strides.h"
#include "../scalar.h"
#include "slh_blocked.h"

#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)

#define ISA neon_dotprod
#define TITLE "dotprod"
#define BYTE_OFFSET 128
// 32 registers: four make an accumulator of sixteen numbers, so 16 of them, and 4 of weights.
#define TILE 4
#define BLOCKS 1
#define WORDS_FILE "words_neon.inc"
#include "kernels.inc"

#pragma clang attribute pop

#endif
