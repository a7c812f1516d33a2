#ifndef SLH_MATH_H
#define SLH_MATH_H

// Elementary functions in plain C: the same bits on every platform, whatever its libm, and where
// there is none (WebAssembly).

// e^x, within 2 units in the last place; 0 below -745.2, infinity above 709.8.
double slh_exp(double x);

// The hyperbolic tangent, within 2^-40 of its value.
double slh_tanh(double x);

#endif
