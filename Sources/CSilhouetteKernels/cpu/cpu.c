// For sched_getaffinity.
#define _GNU_SOURCE
#include "slh_cpu.h"

#if defined(__aarch64__) && defined(__linux__)

#include <sys/auxv.h>

// Bits that the kernel documents (arm64's elf_hwcaps); older headers lack the second one.
bool slh_cpu_has_dotprod(void) { return getauxval(AT_HWCAP) >> 20 & 1; }
bool slh_cpu_has_i8mm(void) { return getauxval(AT_HWCAP2) >> 13 & 1; }

#elif defined(__aarch64__) && defined(__APPLE__)

#include <stddef.h>
#include <sys/sysctl.h>

static bool has(const char *feature) {
  int value = 0;
  size_t size = sizeof value;
  return sysctlbyname(feature, &value, &size, NULL, 0) == 0 && value != 0;
}

bool slh_cpu_has_dotprod(void) { return has("hw.optional.arm.FEAT_DotProd"); }
bool slh_cpu_has_i8mm(void) { return has("hw.optional.arm.FEAT_I8MM"); }

#else

bool slh_cpu_has_dotprod(void) { return false; }
bool slh_cpu_has_i8mm(void) { return false; }

#endif

#if defined(__x86_64__)

#include <immintrin.h>

bool slh_cpu_supports(slh_instruction_set set) {
  __builtin_cpu_init();
  switch (set) {
    case SLH_PLAIN:
      return true;
    case SLH_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case SLH_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    default:
      return false;
  }
}

// Bit 15 flushes results, bit 6 reads denormal operands as zero (Intel SDM 1, 10.2.3).
enum { FLUSH_AND_DENORMALS_ARE_ZERO = 0x8040 };

uint64_t slh_denormals_flush(void) {
  uint32_t state = _mm_getcsr();
  _mm_setcsr(state | FLUSH_AND_DENORMALS_ARE_ZERO);
  return state;
}

void slh_denormals_restore(uint64_t state) { _mm_setcsr((uint32_t)state); }

#elif defined(__aarch64__)

bool slh_cpu_supports(slh_instruction_set set) { return set == SLH_PLAIN || set == SLH_NEON; }

// FPCR.FZ, bit 24: flushes results and operands.
uint64_t slh_denormals_flush(void) {
  uint64_t state;
  __asm__ volatile("mrs %0, fpcr" : "=r"(state));
  __asm__ volatile("msr fpcr, %0" : : "r"(state | (UINT64_C(1) << 24)));
  return state;
}

void slh_denormals_restore(uint64_t state) {
  __asm__ volatile("msr fpcr, %0" : : "r"(state));
}

#else

bool slh_cpu_supports(slh_instruction_set set) {
#if defined(__wasm_simd128__)
  return set == SLH_PLAIN || set == SLH_WASM;
#else
  return set == SLH_PLAIN;
#endif
}

// WebAssembly has no such mode.
uint64_t slh_denormals_flush(void) { return 0; }
void slh_denormals_restore(uint64_t state) { (void)state; }

#endif

#if defined(__linux__)
#include <sched.h>

int32_t slh_cpu_count(void) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
  const int32_t count = CPU_COUNT(&allowed);
  return count > 1 ? count : 1;
}
#elif defined(__APPLE__)
#include <unistd.h>

int32_t slh_cpu_count(void) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 1 ? (int32_t)count : 1;
}
#else
int32_t slh_cpu_count(void) { return 1; }
#endif
