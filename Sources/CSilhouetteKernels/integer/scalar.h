#ifndef SLH_INTEGER_SCALAR_H
#define SLH_INTEGER_SCALAR_H

#include "slh_integer.h"

static inline int32_t slh_saturated(int64_t x) {
  return x > INT32_MAX ? INT32_MAX : x < INT32_MIN ? INT32_MIN : (int32_t)x;
}

// As slh_fixed_point says; what would pass 32 bits saturates.
static inline int32_t slh_scale(int32_t x, slh_fixed_point f) {
  const int32_t left = f.exponent > 0 ? f.exponent : 0, right = left - f.exponent;
  const int64_t shifted = slh_saturated((int64_t)x * ((int64_t)1 << left));
  const int64_t product = shifted * f.mantissa;
  const int64_t high = (product + ((int64_t)1 << 30)) >> 31;
  if (!right) return slh_saturated(high);
  return (int32_t)((high + ((int64_t)1 << (right - 1)) - (high < 0)) >> right);
}

static inline int8_t slh_finish(int64_t scaled, slh_int8_output r) {
  const int64_t q = scaled + r.zero_point;
  return (int8_t)(q < r.lowest ? r.lowest : q > r.highest ? r.highest : q);
}

#endif
