#include "slh_math.h"

#include <stdint.h>
#include <string.h>

// A contracted multiply-add would round differently on machines that have one.
#pragma STDC FP_CONTRACT OFF

static double power_of_two(int64_t exponent) {
  const int64_t bits = (exponent + 1023) << 52;
  double power;
  memcpy(&power, &bits, sizeof power);
  return power;
}

// e^x = 2^k * e^r with k = round(x / ln 2) and |r| <= ln 2 / 2. The Taylor series of e^r up to
// r^13 / 13! leaves less than 5e-18. ln 2 is split so that k * high is exact.
double slh_exp(double x) {
  static const double ln2_high = 0x1.62e42feep-1;
  static const double ln2_low = 0x1.a39ef35793c76p-33;
  static const double inverse_ln2 = 0x1.71547652b82fep+0;
  if (x != x) return x;
  if (x > 709.8) return __builtin_inf();
  if (x < -745.2) return 0;
  const double scaled = x * inverse_ln2;
  const int64_t k = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  const double r = (x - (double)k * ln2_high) - (double)k * ln2_low;
  double sum = 1.0 / 6227020800.0;
  static const double coefficients[] = {
      1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0,
      1.0 / 5040.0,      1.0 / 720.0,      1.0 / 120.0,     1.0 / 24.0,     1.0 / 6.0,
      0.5,               1.0,              1.0};
  for (int i = 0; i < 13; i++) sum = sum * r + coefficients[i];
  // In two factors, because 2^k alone is out of range at both ends.
  return sum * power_of_two(k / 2) * power_of_two(k - k / 2);
}

// tanh x = (e^2x - 1) / (e^2x + 1); near 0, where that cancels, x - x^3 / 3.
double slh_tanh(double x) {
  const double magnitude = x < 0 ? -x : x;
  if (magnitude < 0x1p-12) return x - x * x * x / 3.0;
  if (magnitude > 20) return x < 0 ? -1 : 1;
  const double square = slh_exp(2 * x);
  return (square - 1) / (square + 1);
}
