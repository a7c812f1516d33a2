#include "slh_blocked.h"

#if defined(__x86_64__)

extern const slh_blocked_kernels slh_blocked_kernels__avx2;
extern const slh_blocked_kernels slh_blocked_kernels__avxvnni;
extern const slh_blocked_kernels slh_blocked_kernels__avx512;

const slh_blocked_kernels *slh_blocked_kernels_of(slh_instruction_set set) {
  __builtin_cpu_init();
  switch (set) {
    case SLH_AVX2:
      return __builtin_cpu_supports("avxvnni") ? &slh_blocked_kernels__avxvnni
                                               : &slh_blocked_kernels__avx2;
    case SLH_AVX512:
      // Sums of bytes and permutations of bytes: processors since Ice Lake and Zen 4.
      if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vbmi")) {
        return &slh_blocked_kernels__avx512;
      }
      return slh_blocked_kernels_of(SLH_AVX2);
    default:
      return 0;
  }
}

#elif defined(__aarch64__)

extern const slh_blocked_kernels slh_blocked_kernels__neon_i8mm;
extern const slh_blocked_kernels slh_blocked_kernels__neon_dotprod;

const slh_blocked_kernels *slh_blocked_kernels_of(slh_instruction_set set) {
  if (set != SLH_NEON) return 0;
  if (slh_cpu_has_i8mm()) return &slh_blocked_kernels__neon_i8mm;
  // Without them products of bytes are not quicker than those of float32.
  return slh_cpu_has_dotprod() ? &slh_blocked_kernels__neon_dotprod : 0;
}

#else

const slh_blocked_kernels *slh_blocked_kernels_of(slh_instruction_set set) {
  (void)set;
  return 0;
}

#endif

void slh_byte_stage_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_byte_stage *p = parameters;
  for (int32_t y = part.begin; y < part.end; y++) {
    for (int32_t i = 0; i < p->count; i++) {
      p->members[i].run(p->members[i].parameters, arena, (slh_part){y, y + 1, part.scratch});
    }
  }
}
