#if defined(__x86_64__)

#include <string.h>

#include "../dense/strides.h"
#include "scalar.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))), apply_to = function)

#define ISA avx512
#define TILE_PIXELS 12
#include "kernels.inc"

#pragma clang attribute pop

#endif
