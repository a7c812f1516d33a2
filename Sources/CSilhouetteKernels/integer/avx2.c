#if defined(__x86_64__)

#include <string.h>

#include "../dense/strides.h"
#include "scalar.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define ISA avx2
#define TILE_PIXELS 6
#include "kernels.inc"

#pragma clang attribute pop

#endif
