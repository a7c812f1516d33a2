#include "slh_integer.h"

extern const slh_int8_kernels slh_int8_kernels__plain;
#if defined(__x86_64__)
extern const slh_int8_kernels slh_int8_kernels__avx2;
extern const slh_int8_kernels slh_int8_kernels__avx512;
#endif

const slh_int8_kernels *slh_int8_kernels_of(slh_instruction_set set) {
  switch (set) {
#if defined(__x86_64__)
    case SLH_AVX2:
      return &slh_int8_kernels__avx2;
    case SLH_AVX512:
      return &slh_int8_kernels__avx512;
#endif
    default:
      return &slh_int8_kernels__plain;
  }
}
