#include "slh_rows.h"

extern const slh_row_kernels slh_row_kernels__plain4;
extern const slh_row_kernels slh_row_kernels__plain8;
extern const slh_row_kernels slh_row_kernels__plain16;
#if defined(__x86_64__)
extern const slh_row_kernels slh_row_kernels__avx2;
extern const slh_row_kernels slh_row_kernels__avx512;
#elif defined(__aarch64__)
extern const slh_row_kernels slh_row_kernels__neon;
#elif defined(__wasm_simd128__)
extern const slh_row_kernels slh_row_kernels__wasm;
#endif

const slh_row_kernels *slh_row_kernels_plain(int32_t vector) {
  switch (vector) {
    case 16:
      return &slh_row_kernels__plain16;
    case 8:
      return &slh_row_kernels__plain8;
    default:
      return &slh_row_kernels__plain4;
  }
}

const slh_row_kernels *slh_row_kernels_for(slh_instruction_set set) {
  switch (set) {
#if defined(__x86_64__)
    case SLH_AVX2:
      return &slh_row_kernels__avx2;
    case SLH_AVX512:
      return &slh_row_kernels__avx512;
#elif defined(__aarch64__)
    case SLH_NEON:
      return &slh_row_kernels__neon;
#elif defined(__wasm_simd128__)
    case SLH_WASM:
      return &slh_row_kernels__wasm;
#endif
    default:
      return &slh_row_kernels__plain4;
  }
}
