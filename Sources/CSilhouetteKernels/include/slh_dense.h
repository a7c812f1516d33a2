// Operators on dense tensors of any rank and shape, in portable C: what the fast row kernels do not
// cover. Each function is the `run` of a step whose parameters are the structure of the same name.

#ifndef SLH_DENSE_H
#define SLH_DENSE_H

#include <stdint.h>

#include "slh_program.h"

enum { SLH_MAXIMUM_RANK = 8 };

typedef enum slh_element {
  SLH_FLOAT32 = 0,
  SLH_FLOAT16 = 1,
  SLH_INT8 = 2,
  SLH_UINT8 = 3,
  SLH_INT32 = 4,
  SLH_INT64 = 5,
  SLH_BOOL = 6,
} slh_element;

typedef enum slh_activation_kind {
  SLH_IDENTITY = 0,
  // min(max(x, a), b)
  SLH_CLAMP = 1,
  // x · min(max(x + 3, 0), 6) / 6
  SLH_HARD_SWISH = 2,
  // x ≥ 0 ? x : a · x
  SLH_LEAKY_RELU = 3,
  // min(max(a · x + b, 0), 1)
  SLH_HARD_SIGMOID = 4,
  SLH_SIGMOID = 5,
  SLH_TANH = 6,
  // a · x + b
  SLH_AFFINE = 7,
} slh_activation_kind;

typedef struct slh_activation {
  slh_activation_kind kind;
  float a;
  float b;
} slh_activation;

// A tensor in the arena, or one that is known before the run.
typedef struct slh_operand {
  const void *_Nullable constant;
  int64_t offset;
} slh_operand;

// Copies elements between two strided views; also fills (strides of 0) and repeats.
typedef struct slh_copy {
  slh_operand input;
  int64_t output;
  int32_t element_size;
  int32_t rank;
  int64_t extents[8];
  int64_t input_strides[8];
  int64_t output_strides[8];
} slh_copy;
void slh_copy_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// Rows of `inner` bytes picked by index, for each of `outer` places; a unit is one of those places.
typedef struct slh_gather {
  slh_operand input;
  int64_t output;
  int64_t extent;
  int64_t count;
  int64_t inner;
  const int64_t *_Nonnull indices;
} slh_gather;
void slh_gather_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

typedef enum slh_binary_kind {
  SLH_ADD = 0,
  SLH_SUBTRACT = 1,
  SLH_MULTIPLY = 2,
  SLH_DIVIDE = 3,
  SLH_MAXIMUM = 4,
  SLH_MINIMUM = 5,
  // a ≥ 0 ? a : b · a
  SLH_PRELU = 6,
} slh_binary_kind;

// Two float32 tensors that broadcast by strides of 0; the output is dense. A unit is a place along
// the first axis.
typedef struct slh_binary {
  slh_operand a;
  slh_operand b;
  int64_t output;
  slh_binary_kind kind;
  slh_activation activation;
  int32_t rank;
  int64_t extents[8];
  int64_t a_strides[8];
  int64_t b_strides[8];
} slh_binary;
void slh_binary_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// A unit is 1024 elements; `count` elements in all.
typedef struct slh_unary {
  slh_operand input;
  int64_t output;
  int64_t count;
  slh_activation activation;
} slh_unary;
enum { SLH_UNARY_UNIT = 1024 };
void slh_unary_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// Any convolution or transposed convolution of float32 NHWC pictures; weights are
// [output channel][kernel row][kernel column][input channel of the group]. A unit is an output row.
typedef struct slh_dense_convolution {
  slh_operand input;
  slh_operand weights;
  slh_operand bias;
  int32_t has_bias;
  int64_t output;
  int64_t input_height, input_width, input_channels;
  int64_t output_height, output_width, output_channels;
  int64_t kernel_height, kernel_width;
  int64_t stride_height, stride_width;
  int64_t dilation_height, dilation_width;
  int64_t top, left;
  int64_t groups;
  slh_activation activation;
} slh_dense_convolution;
void slh_dense_convolution_run(
    const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);
void slh_dense_transposed_run(
    const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// Windows along one axis: output place i covers input places begin[i] ..< end[i].
typedef struct slh_windows {
  const int32_t *_Nullable begin;
  const int32_t *_Nullable end;
  // What the place adds to the divisor of an average.
  const int32_t *_Nullable counted;
} slh_windows;

// Maxima or averages of float32 NHWC pictures. A unit is an output row.
typedef struct slh_dense_pool {
  slh_operand input;
  int64_t output;
  int64_t input_height, input_width, channels;
  int64_t output_height, output_width;
  slh_windows rows;
  slh_windows columns;
  int32_t takes_maximum;
  slh_activation activation;
} slh_dense_pool;
void slh_dense_pool_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// Where an output place of a resize lies: between input places low and high, `weight` of the way, and
// so do all output places before `end`, in equal steps. Only row kernels read `end`.
typedef struct slh_interpolation {
  const int32_t *_Nullable low;
  const int32_t *_Nullable high;
  const float *_Nullable weight;
  const int32_t *_Nullable end;
} slh_interpolation;

// Resizes float32 NHWC pictures. A unit is an output row.
typedef struct slh_dense_resize {
  slh_operand input;
  int64_t output;
  int64_t input_height, input_width, channels;
  int64_t output_height, output_width;
  slh_interpolation rows;
  slh_interpolation columns;
} slh_dense_resize;
void slh_dense_resize_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

typedef enum slh_reduction_kind {
  SLH_MEAN = 0,
  SLH_REDUCE_MAXIMUM = 1,
  SLH_REDUCE_MINIMUM = 2,
  SLH_SUM = 3,
} slh_reduction_kind;

// Reduces float32 along any axes: `kept` axes make the dense output, `reduced` ones are summed in
// order. A unit is an output element.
typedef struct slh_reduction {
  slh_operand input;
  int64_t output;
  slh_reduction_kind kind;
  int32_t kept_rank;
  int32_t reduced_rank;
  int64_t kept_extents[8];
  int64_t kept_strides[8];
  int64_t reduced_extents[8];
  int64_t reduced_strides[8];
} slh_reduction;
void slh_reduction_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// Along the middle axis of [outer][extent][inner] float32; a unit is one of `outer`.
typedef struct slh_along_axis {
  slh_operand input;
  int64_t output;
  int64_t extent;
  int64_t inner;
  // Softmax: factor of x. ArgMax: the bytes of an index, 4 or 8.
  float beta;
  int32_t index_size;
} slh_along_axis;
void slh_softmax_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);
void slh_arg_max_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// Changes the element type. With scales, real = (x − zero point) · scale going in, and halves round
// away from zero going out; without, fractions are cut off. Integers are clamped to their range.
// Scales differ along the middle axis of [outer][channels][inner]. A unit is one of `outer`.
typedef struct slh_convert {
  slh_operand input;
  int64_t output;
  slh_element from;
  slh_element to;
  int64_t channels;
  int64_t inner;
  const float *_Nullable input_scales;
  const int32_t *_Nullable input_zero_points;
  const float *_Nullable output_scales;
  const int32_t *_Nullable output_zero_points;
} slh_convert;
void slh_convert_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

#endif
