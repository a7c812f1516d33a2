#include "slh_blocked.h"

#if defined(__x86_64__)

extern const slh_blocked_kernels slh_blocked_kernels__avx512;

const slh_blocked_kernels *slh_blocked_kernels_of(slh_instruction_set set) {
  __builtin_cpu_init();
  switch (set) {
    case SLH_AVX512:
      // Sums of bytes and permutations of bytes: processors since Ice Lake and Zen 4.
      if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vbmi")) {
        return &slh_blocked_kernels__avx512;
      }
      return 0;
    default:
      return 0;
  }
}

#else

const slh_blocked_kernels *slh_blocked_kernels_of(slh_instruction_set set) {
  (void)set;
  return 0;
}

#endif
