#ifndef SLH_IMAGING_VECTOR_H
#define SLH_IMAGING_VECTOR_H

#include <string.h>

// One pixel of up to four channels. Four lanes are in every machine's baseline.
typedef float float4 __attribute__((vector_size(16)));

static inline float4 load4(const float *source) {
  float4 value;
  memcpy(&value, source, sizeof value);
  return value;
}

static inline void store4(float *target, float4 value) { memcpy(target, &value, sizeof value); }

#endif
