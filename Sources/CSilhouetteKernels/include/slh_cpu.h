#ifndef SLH_CPU_H
#define SLH_CPU_H

#include <stdbool.h>
#include <stdint.h>

// The instruction sets that kernels are written for. `plain` is portable C and defines what is right.
typedef enum slh_instruction_set {
  SLH_PLAIN = 0,
  SLH_AVX2 = 1,
  SLH_AVX512 = 2,
  SLH_NEON = 3,
  SLH_WASM = 4,
} slh_instruction_set;

// Whether this build has kernels for the set and this machine, and its system, can run them.
bool slh_cpu_supports(slh_instruction_set set);

// Whether an ARM processor sums four products of bytes with a sign, and of bytes with and without.
bool slh_cpu_has_dotprod(void);
bool slh_cpu_has_i8mm(void);

// Processors that this process may use; at least 1.
int32_t slh_cpu_count(void);

// Flushes denormals to zero on this thread; returns the state to give back.
uint64_t slh_denormals_flush(void);
void slh_denormals_restore(uint64_t state);

#endif
