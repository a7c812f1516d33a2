#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "../../dense/strides.h"
#include "../scalar.h"
#include "slh_blocked.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx512vbmi,avx2,fma"))), \
    apply_to = function)

#define ISA avx512
#define TITLE "vnni"
#define BYTE_OFFSET 0
#define TILE 16
#define BLOCKS 2
#define WORDS_FILE "words_avx512.inc"
#include "kernels.inc"

#pragma clang attribute pop

#endif
