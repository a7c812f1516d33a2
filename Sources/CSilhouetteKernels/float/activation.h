// Functions of one number: the definition that kernels are held to. Scalar ones follow these
// operations one by one and without fused multiply-adds; those of rows may take fewer for a sigmoid.

#ifndef SLH_ACTIVATION_H
#define SLH_ACTIVATION_H

#include <stdint.h>
#include <string.h>

#include "slh_dense.h"

static inline float slh_minimum(float a, float b) { return a < b ? a : b; }
static inline float slh_maximum(float a, float b) { return a > b ? a : b; }

// e^x = 2^n · e^r with |r| ≤ ln 2 / 2; ln 2 is split in two so that n · ln 2 is exact (Cody and
// Waite), and e^r is a polynomial of degree 7. Relative error below 2e-7. Both ends are clamped so
// that nothing becomes a denormal, an infinity or not a number.
#define SLH_EXP_LOWEST -87.0f
#define SLH_EXP_HIGHEST 88.0f
#define SLH_EXP_LOG2E 1.44269504f
#define SLH_EXP_LN2_HIGH 0.693359375f
#define SLH_EXP_LN2_LOW -2.12194440e-4f
// Adding 1.5 · 2^23 rounds to an integer, which then stands in the low bits.
#define SLH_EXP_ROUNDER 12582912.0f
// Coefficients of the Cephes library's expf.
#define SLH_EXP_C2 5.0000001201e-1f
#define SLH_EXP_C3 1.6666665459e-1f
#define SLH_EXP_C4 4.1665795894e-2f
#define SLH_EXP_C5 8.3334519073e-3f
#define SLH_EXP_C6 1.3981999507e-3f
#define SLH_EXP_C7 1.9875691500e-4f

static inline float slh_exp_float(float x) {
#pragma clang fp contract(off)
  x = slh_minimum(slh_maximum(x, SLH_EXP_LOWEST), SLH_EXP_HIGHEST);
  const float shifted = x * SLH_EXP_LOG2E + SLH_EXP_ROUNDER;
  const float n = shifted - SLH_EXP_ROUNDER;
  const float r = (x - n * SLH_EXP_LN2_HIGH) - n * SLH_EXP_LN2_LOW;
  float p = SLH_EXP_C7 * r + SLH_EXP_C6;
  p = p * r + SLH_EXP_C5;
  p = p * r + SLH_EXP_C4;
  p = p * r + SLH_EXP_C3;
  p = p * r + SLH_EXP_C2;
  p = p * (r * r) + (r + 1.0f);
  int32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  const uint32_t exponent = ((uint32_t)bits - 0x4B400000u + 127u) << 23;
  float power;
  memcpy(&power, &exponent, sizeof power);
  return p * power;
}

static inline float slh_activate(slh_activation f, float x) {
#pragma clang fp contract(off)
  switch (f.kind) {
    case SLH_IDENTITY:
      return x;
    case SLH_CLAMP:
      return slh_minimum(slh_maximum(x, f.a), f.b);
    case SLH_HARD_SWISH:
      return x * slh_minimum(slh_maximum(x * (1.0f / 6.0f) + 0.5f, 0.0f), 1.0f);
    case SLH_LEAKY_RELU:
      return x >= 0 ? x : f.a * x;
    case SLH_HARD_SIGMOID:
      return slh_minimum(slh_maximum(f.a * x + f.b, 0.0f), 1.0f);
    case SLH_SIGMOID:
      return 1.0f / (1.0f + slh_exp_float(-x));
    case SLH_TANH:
      return 1.0f - 2.0f / (slh_exp_float(2.0f * x) + 1.0f);
    case SLH_AFFINE:
      return f.a * x + f.b;
  }
  return x;
}

static inline float slh_combined(slh_binary_kind kind, float a, float b) {
  switch (kind) {
    case SLH_ADD:
      return a + b;
    case SLH_SUBTRACT:
      return a - b;
    case SLH_MULTIPLY:
      return a * b;
    case SLH_DIVIDE:
      return a / b;
    case SLH_MAXIMUM:
      return slh_maximum(a, b);
    case SLH_MINIMUM:
      return slh_minimum(a, b);
    case SLH_PRELU:
      return a >= 0 ? a : b * a;
  }
  return a;
}

#endif
