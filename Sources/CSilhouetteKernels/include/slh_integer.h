// Exact int8 operators on dense NHWC tensors. Each function is the `run` of a step whose parameters
// are the structure it is named for; results equal TensorFlow Lite's reference kernels bit for bit
// on every instruction set.

#ifndef SLH_INTEGER_H
#define SLH_INTEGER_H

#include <stdint.h>

#include "slh_cpu.h"
#include "slh_dense.h"
#include "slh_program.h"

// Output channels that kernels work on together. Weights are packed in blocks of them.
enum { SLH_INT8_BLOCK = 16 };

// mantissa · 2^(exponent − 31); a sum x times it is
//   high = ⌊(x · 2^max(exponent, 0) · mantissa + 2^30) / 2^31⌋,
// divided by 2^max(−exponent, 0) to the nearest, ties away from zero.
typedef struct slh_fixed_point {
  int32_t mantissa;
  int32_t exponent;
} slh_fixed_point;

// How sums become int8: scaled, moved by the zero point, cut to the range.
typedef struct slh_int8_output {
  int32_t zero_point;
  int32_t lowest;
  int32_t highest;
  // Nonzero where a scaled sum could leave 32 bits on the way: such sums saturate one by one.
  int32_t saturates;
} slh_int8_output;

// A convolution. Weights are [group][block][kernel row][kernel column][input channel of the group]
// [16 output channels]; depthwise they are [block][kernel row][kernel column][16 channels]. Biases are
// [group][block][16], factors [group][block][16 mantissas, 16 exponents]. The numbers of weights and
// biases are float32 where every possible sum is below 2^24, so that float arithmetic is exact, else
// int32.
//
// Scratch holds `ring_rows` padded rows of `row_numbers` numbers of the input less its zero point.
// A unit is an output row.
typedef struct slh_int8_convolution {
  slh_operand input;
  int64_t output;
  const void *_Nonnull weights;
  const void *_Nonnull bias;
  const int32_t *_Nonnull factors;
  int64_t input_height, input_width, input_channels;
  int64_t output_height, output_width, output_channels;
  int64_t kernel_height, kernel_width;
  int64_t stride_height, stride_width;
  int64_t dilation_height, dilation_width;
  int64_t top, left;
  int64_t groups;
  int64_t ring_rows;
  int64_t row_numbers;
  int32_t input_zero_point;
  slh_int8_output result;
} slh_int8_convolution;

// A transposed convolution; weights are int8 [output channel][kernel row][kernel column][input
// channel], biases int32, one factor for each output channel. A unit is an output row.
typedef struct slh_int8_transposed {
  slh_operand input;
  int64_t output;
  const int8_t *_Nonnull weights;
  const int32_t *_Nullable bias;
  const slh_fixed_point *_Nonnull factors;
  int64_t input_height, input_width, input_channels;
  int64_t output_height, output_width, output_channels;
  int64_t kernel_height, kernel_width;
  int64_t stride_height, stride_width;
  int64_t top, left;
  int32_t input_zero_point;
  slh_int8_output result;
} slh_int8_transposed;

// Two tensors that broadcast by strides of 0; the output is dense. A sum scales both inputs, moved
// left by 20 bits, and then their sum; a product is scaled once. A unit is a place along the first
// axis.
typedef struct slh_int8_binary {
  slh_operand a;
  slh_operand b;
  int64_t output;
  int32_t rank;
  int64_t extents[8];
  int64_t a_strides[8];
  int64_t b_strides[8];
  int32_t a_zero_point, b_zero_point;
  slh_fixed_point a_factor, b_factor;
  slh_fixed_point factor;
  slh_int8_output result;
} slh_int8_binary;

// Each number by its place in a table of 256, −128 first. A unit is 1024 numbers of `count`.
typedef struct slh_int8_lookup {
  slh_operand input;
  int64_t output;
  int64_t count;
  const int8_t *_Nonnull table;
} slh_int8_lookup;

// Maxima or averages under windows. A unit is an output row.
typedef struct slh_int8_pool {
  slh_operand input;
  int64_t output;
  int64_t input_height, input_width, channels;
  int64_t output_height, output_width;
  slh_windows rows;
  slh_windows columns;
  int32_t takes_maximum;
  int32_t lowest;
  int32_t highest;
} slh_int8_pool;

// Means along the middle axis of [outer][extent][inner]. Scratch holds `inner` int32. A unit is one
// of `outer`.
typedef struct slh_int8_mean {
  slh_operand input;
  int64_t output;
  int64_t extent;
  int64_t inner;
  int32_t input_zero_point;
  slh_fixed_point factor;
  slh_int8_output result;
} slh_int8_mean;

// Where an output place of a resize lies: between input places low and high, `weight` / 1024 of the
// way.
typedef struct slh_int8_interpolation {
  const int32_t *_Nonnull low;
  const int32_t *_Nonnull high;
  const int32_t *_Nonnull weight;
} slh_int8_interpolation;

typedef struct slh_int8_resize {
  slh_operand input;
  int64_t output;
  int64_t input_height, input_width, channels;
  int64_t output_height, output_width;
  slh_int8_interpolation rows;
  slh_int8_interpolation columns;
} slh_int8_resize;

// round(x / scale) + zero point of float32, halves away from zero. A unit is 1024 of `count`.
typedef struct slh_int8_quantize {
  slh_operand input;
  int64_t output;
  int64_t count;
  float scale;
  int32_t zero_point;
} slh_int8_quantize;

enum { SLH_INT8_UNIT = 1024 };

// The kernels of one instruction set.
typedef struct slh_int8_kernels {
  // Float32 numbers.
  slh_step_function _Nonnull convolution;
  slh_step_function _Nonnull depthwise;
  // Int32 numbers.
  slh_step_function _Nonnull wide_convolution;
  slh_step_function _Nonnull wide_depthwise;
  slh_step_function _Nonnull transposed;
  slh_step_function _Nonnull add;
  slh_step_function _Nonnull multiply;
  slh_step_function _Nonnull lookup;
  slh_step_function _Nonnull pool;
  slh_step_function _Nonnull mean;
  slh_step_function _Nonnull resize;
  slh_step_function _Nonnull quantize;
} slh_int8_kernels;

// NEON and WebAssembly have the portable code, in which the compiler finds their vectors.
const slh_int8_kernels *_Nonnull slh_int8_kernels_of(slh_instruction_set set);

#endif
