#include "slh_blocked.h"

enum { MOST_FORMS = 3 };
typedef const slh_blocked_kernels *forms[MOST_FORMS];

#if defined(__x86_64__)

extern const slh_blocked_kernels slh_blocked_kernels__avx2;
extern const slh_blocked_kernels slh_blocked_kernels__avxvnni;
extern const slh_blocked_kernels slh_blocked_kernels__avx512;

static void list(slh_instruction_set set, forms found) {
  int32_t count = 0;
  if (set != SLH_AVX2 && set != SLH_AVX512) return;
  __builtin_cpu_init();
  // Sums of bytes and permutations of bytes: processors since Ice Lake and Zen 4.
  if (set == SLH_AVX512 && __builtin_cpu_supports("avx512vnni") &&
      __builtin_cpu_supports("avx512vbmi")) {
    found[count++] = &slh_blocked_kernels__avx512;
  }
  if (__builtin_cpu_supports("avxvnni")) found[count++] = &slh_blocked_kernels__avxvnni;
  found[count] = &slh_blocked_kernels__avx2;
}

#elif defined(__aarch64__)

extern const slh_blocked_kernels slh_blocked_kernels__neon_i8mm;
extern const slh_blocked_kernels slh_blocked_kernels__neon_dotprod;

// Without these instructions products of bytes are not quicker than those of float32.
static void list(slh_instruction_set set, forms found) {
  int32_t count = 0;
  if (set != SLH_NEON) return;
  if (slh_cpu_has_i8mm()) found[count++] = &slh_blocked_kernels__neon_i8mm;
  if (slh_cpu_has_dotprod()) found[count] = &slh_blocked_kernels__neon_dotprod;
}

#else

static void list(slh_instruction_set set, forms found) {
  (void)set;
  (void)found;
}

#endif

const slh_blocked_kernels *slh_blocked_kernels_of(slh_instruction_set set, int32_t index) {
  forms found = {0};
  list(set, found);
  return index >= 0 && index < MOST_FORMS ? found[index] : 0;
}
