#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "../../dense/strides.h"
#include "../scalar.h"
#include "slh_blocked.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define ISA avx2
#define TITLE "pmaddwd"
#define BYTE_OFFSET 0
#define HAS_VNNI 0
#define TILE 4
#define BLOCKS 1
#define WORDS_FILE "words_avx2.inc"
#include "kernels.inc"

#pragma clang attribute pop

#endif
