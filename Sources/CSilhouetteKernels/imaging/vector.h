#ifndef SLH_IMAGING_VECTOR_H
#define SLH_IMAGING_VECTOR_H

#include <stdint.h>
#include <string.h>

// Products and sums are never fused, so that every machine gives the same bits.
#pragma STDC FP_CONTRACT OFF

// Compiled once for each level of x86-64; when the program starts, the loader takes the best one that
// the machine has.
#if defined(__x86_64__) && defined(__linux__)
#define SLH_EACH_SET \
  __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define SLH_EACH_SET
#endif

// One pixel of up to four channels, and four of them. Four lanes are in every machine's baseline; a
// wider vector becomes as many instructions as it takes.
typedef float float4 __attribute__((vector_size(16)));
typedef double double8 __attribute__((vector_size(64)));
typedef double double16 __attribute__((vector_size(128)));
typedef int32_t int4 __attribute__((vector_size(16)));
typedef float float16 __attribute__((vector_size(64)));
typedef int32_t int16 __attribute__((vector_size(64)));

static inline float4 load4(const float *source) {
  float4 value;
  memcpy(&value, source, sizeof value);
  return value;
}

static inline void store4(float *target, float4 value) { memcpy(target, &value, sizeof value); }

// Wide vectors do not go through calls, whose rules differ between instruction sets.
#define LOAD(type, source)                                \
  ({                                                      \
    type loaded_value;                                    \
    memcpy(&loaded_value, (source), sizeof loaded_value); \
    loaded_value;                                         \
  })
#define STORE(type, target, value)                        \
  do {                                                    \
    const type stored_value = (value);                    \
    memcpy((target), &stored_value, sizeof stored_value); \
  } while (0)

#define load16(source) LOAD(float16, source)
#define store16(target, value) STORE(float16, target, value)
#define load8(source) LOAD(double8, source)
#define store8(target, value) STORE(double8, target, value)

// One bit for each lane of a comparison, the first one lowest.
typedef _Bool bits16 __attribute__((ext_vector_type(16)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

#define PACKED(integer, bits, lanes)                                    \
  ({                                                                    \
    const bits compared_lanes = __builtin_convertvector((lanes), bits); \
    integer packed_lanes;                                               \
    memcpy(&packed_lanes, &compared_lanes, sizeof packed_lanes);        \
    packed_lanes;                                                       \
  })
#define PACKED16(lanes) PACKED(uint16_t, bits16, lanes)
#define PACKED64(lanes) PACKED(uint64_t, bits64, lanes)

// Each pixel's fourth channel in all of its lanes.
#define ALPHA4(pixel) __builtin_shufflevector(pixel, pixel, 3, 3, 3, 3)
#define ALPHA16(pixels) \
  __builtin_shufflevector(pixels, pixels, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15)

#endif
