// Exact int8 operators on blocked pictures: what integer networks run on where an instruction set has
// kernels for them (slh_blocked_kernels_of). Each function is the `run` of a step whose parameters are
// the structure it is named for, and a unit is an output row unless said. Results equal those of
// slh_integer.h bit for bit.

#ifndef SLH_BLOCKED_H
#define SLH_BLOCKED_H

#include <stdint.h>

#include "slh_cpu.h"
#include "slh_dense.h"
#include "slh_integer.h"
#include "slh_program.h"

// A picture of bytes, each an int8 plus 128: [row][block of channels][column][channel of the block].
// A pixel of a block is 16 channels, or 4 where the picture has no more than that: filled up with
// numbers that mean nothing. Around the picture are rows and columns of `blank`, which stands for
// zero, as far as its readers pad; whoever writes a row writes what is beside it, and above the first
// and below the last row. Columns beyond the last, up to a multiple of four, may be written at will
// before.
typedef struct slh_byte_picture {
  // Of the first pixel, in the arena; or in the scratch of a thread, for a picture that a stage keeps
  // one row of (of pitch 0).
  int64_t offset;
  int64_t row_pitch;
  int64_t block_pitch;
  int32_t height, width, blocks;
  int32_t above, below, left, right;
  int32_t pixel;
  int32_t blank;
  int32_t is_scratch;
} slh_byte_picture;

// How 16 sums become bytes. A sum x times mantissa · 2^(exponent − 31), rounded as slh_fixed_point
// says, plus the zero point, plus 128, is for |x| below 2^29 / 2^left
//   (⌊x · 2^(left + 2) · mantissa / 2^32⌋ + rounding + (x < 0 ? negative : 0)) >> right
// with left = max(exponent, 0), right = max(−exponent, 0) + 1, rounding = 2^(right − 1) +
// (right > 1) + (zero point + 128) · 2^right and negative = right > 1 ? −2 : 0. For
// high = ⌊(P + 2^30) / 2^31⌋ and a shift s the rounding division is
// ⌊(high + 2^(s − 1) − [high < 0]) / 2^s⌋, and that is ⌊(⌊P / 2^30⌋ + 2^s + 1 − 2 [P < 0]) / 2^(s + 1)⌋.
typedef struct slh_byte_scale {
  // left + 2.
  int32_t left[16];
  int32_t mantissa[16];
  // The odd ones of them, each in the place before it.
  int32_t odd_mantissa[16];
  int32_t rounding[16];
  int32_t negative[16];
  int32_t right[16];
} slh_byte_scale;

// What happens to bytes before they are stored.
typedef struct slh_byte_result {
  // Plus 128.
  int32_t lowest, highest;
  // Results of an activation by byte, or null.
  const uint8_t *_Nullable table;
} slh_byte_result;

// A convolution. Weights are [block][tap][16 output channels][4 input channels]; a tap reads four
// neighbouring bytes `taps[tap]` after the first byte of a window. The bias has the zero point of the
// input, plus 128 less the kernels' byte_offset, times the sum of the weights taken off. Depthwise, a
// tap is up to four columns of a kernel row, and weights are [block][tap][16 channels][4 columns].
typedef struct slh_byte_convolution {
  slh_byte_picture input;
  slh_byte_picture output;
  const int8_t *_Nonnull weights;
  const int32_t *_Nonnull bias;
  const slh_byte_scale *_Nonnull scales;
  const int32_t *_Nonnull taps;
  int32_t tap_count;
  // Depthwise: taps of a kernel row.
  int32_t groups;
  int32_t stride_height, stride_width;
  int32_t top, left;
  // Nonzero where a negative sum is not cut to the least result in any case.
  int32_t keeps_negative;
  slh_byte_result result;
} slh_byte_convolution;

// a + b or a · b of one size, or a · b with b of a single pixel. Both zero points plus 128. A product
// uses `scale` alone.
typedef struct slh_byte_binary {
  slh_byte_picture a;
  slh_byte_picture b;
  slh_byte_picture output;
  const slh_byte_scale *_Nullable a_scale;
  const slh_byte_scale *_Nullable b_scale;
  const slh_byte_scale *_Nullable scale;
  int32_t a_zero_point, b_zero_point;
  // Nonzero where one rounding of a float32 sum has been found right for all pairs: of a · a_slope +
  // b · b_slope + start, or of (a − zero point) · (b − zero point) · a_slope + start ± nudge, the sign
  // that of the product.
  int32_t is_linear;
  float a_slope, b_slope, start, nudge;
  slh_byte_result result;
} slh_byte_binary;

// The mean of each channel as a picture of one pixel. A unit is a block.
typedef struct slh_byte_mean {
  slh_byte_picture input;
  slh_byte_picture output;
  // Averages keep the scale; else sums less the zero points are scaled.
  int32_t is_average;
  int32_t input_zero_point;
  slh_fixed_point factor;
  slh_int8_output result;
} slh_byte_mean;

// Bilinear, half-pixel, twice as high and wide. Scratch holds a row of the input and two pixels as
// int16.
typedef struct slh_byte_enlargement {
  slh_byte_picture input;
  slh_byte_picture output;
} slh_byte_enlargement;

// A transposed convolution of kernel and stride 2×2 to one channel: every pixel becomes four. Weights
// are [tap][4 times the same][4 places][4 input channels], the bias is [4 times the same][4 places],
// the output dense int8; four taps in a row share their 16 input channels. A unit is an input row.
typedef struct slh_byte_expansion {
  slh_byte_picture input;
  int64_t output;
  const int8_t *_Nonnull weights;
  const int32_t *_Nonnull taps;
  int32_t tap_count;
  const int32_t *_Nonnull bias;
  const slh_byte_scale *_Nonnull scale;
  slh_byte_result result;
} slh_byte_expansion;

// Dense int8 or, with `scale` not 0, float32 that is quantised, into a picture or out of it.
typedef struct slh_byte_exchange {
  slh_operand dense;
  int64_t dense_output;
  int64_t channels;
  slh_byte_picture picture;
  float scale;
  int32_t zero_point;
} slh_byte_exchange;

// Each byte by its place in a table.
typedef struct slh_byte_lookup {
  slh_byte_picture input;
  slh_byte_picture output;
  const uint8_t *_Nonnull table;
} slh_byte_lookup;

// Steps that pass on one row after the other. A unit is a row of each.
enum { SLH_BYTE_STAGE_STEPS = 8 };
typedef struct slh_byte_stage_member {
  slh_step_function _Nonnull run;
  const void *_Nonnull parameters;
} slh_byte_stage_member;
typedef struct slh_byte_stage {
  int32_t count;
  const slh_byte_stage_member *_Nonnull members;
} slh_byte_stage;
void slh_byte_stage_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

typedef struct slh_blocked_kernels {
  // The instructions that they are written for.
  const char *_Nonnull title;
  // What convolutions take off each byte before they multiply: 0, or 128 where only numbers with a sign
  // are multiplied.
  int32_t byte_offset;
  slh_step_function _Nonnull convolution;
  slh_step_function _Nonnull depthwise;
  slh_step_function _Nonnull add;
  slh_step_function _Nonnull multiply;
  slh_step_function _Nonnull mean;
  slh_step_function _Nonnull enlarge;
  slh_step_function _Nonnull expand;
  slh_step_function _Nonnull lookup;
  slh_step_function _Nonnull pack;
  slh_step_function _Nonnull unpack;
  // Of slh_int8_quantize: back from dense int8 to dense float32.
  slh_step_function _Nonnull dequantize;
  // Whether `is_linear` may be set: compares all pairs.
  int32_t (*_Nonnull sum_is_linear)(const slh_byte_binary *_Nonnull parameters);
  int32_t (*_Nonnull product_is_linear)(const slh_byte_binary *_Nonnull parameters);
} slh_blocked_kernels;

// The forms of a set that this machine runs, the fastest with index 0. Null behind the last one: plans
// then use the kernels of slh_integer.h.
const slh_blocked_kernels *_Nullable slh_blocked_kernels_of(slh_instruction_set set, int32_t index);

#endif
