// Row operators: float32 pictures worked on row by row, channels in blocks of one vector.
//
// A blocked picture is [image][row][block][pixel][V]: V channels of a pixel are one vector, a row
// holds all its blocks. Lanes past the last channel hold anything. A row may have margins: zero
// pixels left and right of each block's pixels, so that a window needs no special columns.

#ifndef SLH_ROWS_H
#define SLH_ROWS_H

#include <stdint.h>

#include "slh_cpu.h"
#include "slh_dense.h"
#include "slh_program.h"

enum {
  SLH_STAGE_OPERATORS = 16,
  SLH_WINDOW_ROWS = 16,
  SLH_EXPANSION = 16,
  // Of a windowed resize: input pixels in a row, and places of the window along one axis.
  SLH_WINDOWED_WIDTH = 64,
  SLH_WINDOWED_PLACES = 5,
  // Floats in an interleaved row, a multiple of every V.
  SLH_PIXEL_ROW = 1024,
};

// A picture that a stage reads or makes. Pitches count floats.
typedef struct slh_rows {
  // Bytes from the arena, or from the thread's scratch if `ring` > 0, to pixel 0 of row 0.
  int64_t offset;
  int64_t image_pitch;
  int64_t row_pitch;
  int32_t height;
  // Rows that are kept; 0: all of them.
  int32_t ring;
  // A picture that is kept whole and also read inside the stage has room in scratch for rows that
  // another thread writes and this one needs too.
  int64_t halo_offset;
  int32_t halo;
} slh_rows;

typedef struct slh_row_operator slh_row_operator;

// What one call of a kernel works on.
typedef struct slh_row_task {
  // One for each row of the window; null for rows outside the picture.
  const float *_Nullable const *_Nonnull rows;
  const float *_Nullable addend;
  float *_Nonnull output;
  const float *_Nullable weights;
  // Where the row's sums over all pixels go, one for each channel; null if nobody wants them.
  float *_Nullable sums;
  // The output row.
  int32_t y;
  // Blocks of the output to make.
  int32_t block_begin;
  int32_t block_end;
} slh_row_task;

// Makes one output row, margins included.
typedef void (*slh_row_kernel)(
    const slh_row_operator *_Nonnull operator, const slh_row_task *_Nonnull task);

struct slh_row_operator {
  slh_row_kernel _Nullable kernel;
  // Places in the stage's list of pictures; −1: none.
  int32_t input;
  int32_t addend;
  int32_t output;

  // Output row y reads input rows y · stride − before + i · dilation, i < window; or, with a table,
  // the `window` rows from row_table[y · window] on.
  int32_t window;
  int32_t row_stride;
  int32_t row_dilation;
  int32_t row_before;
  const int32_t *_Nullable row_table;

  // The same along a row.
  int32_t columns;
  int32_t column_stride;
  int32_t column_dilation;
  int32_t column_before;

  int32_t width;
  int32_t input_width;
  // Output pixels whose window lies inside the input row and its margins.
  int32_t interior_begin;
  int32_t interior_end;

  int32_t input_channels;
  int32_t output_channels;
  // Blocks of the output (and, where channels stay apart, of the input).
  int32_t blocks;

  // Floats between neighbouring pixels and between blocks. A dense input is read as it is: its
  // pixels are `input_channels` apart.
  int64_t input_pixel;
  int64_t input_block;
  int64_t addend_pixel;
  int64_t addend_block;
  int64_t output_pixel;
  int64_t output_block;

  // Blocks of all rows due that are made before the next blocks, 0: row after row; by this operator
  // and those behind it, `operators_together` in all, which read of each other the same blocks.
  int32_t blocks_together;
  int32_t operators_together;
  // Whether the next operator alone reads this one's rows, each as soon as it is there.
  int32_t feeds_next;
  // In a stage whose units are blocks: whether only the unit's blocks are made, since nobody reads
  // others of it; else all, once for each thread.
  int32_t shares_blocks;

  // Zero pixels to write on both sides of the output row.
  int32_t output_left;
  int32_t output_right;

  // Convolution: [block][window row][window column][input channel][V]. Depthwise:
  // [block][window row][window column][V]. Combine: [block][V]. Expand: for each group of 4, at the
  // end 2 and 1, of all places' outputs [four input channels, of whole blocks][turn][V], of output
  // (lane − turn) modulo the group and channel lane % 4 of the four. In the arena if the constant is
  // null and the offset is not −1; `weights_image` floats further for each image.
  const float *_Nullable weights;
  int64_t weights_offset;
  int64_t weights_image;
  // [block][V], or null.
  const float *_Nullable bias;

  // outer(inner(result) ∘ addend), where ∘ is `kind`, or inner alone without an addend. Convolution,
  // depthwise and resizes know only identity, clamp and hard swish as `inner`, and addition.
  slh_activation inner;
  slh_activation outer;
  slh_binary_kind kind;

  // Bytes in the arena: one line of blocks · V floats for each row of each image; −1: none.
  int64_t sums_offset;

  // Pool.
  int32_t takes_maximum;
  slh_windows window_rows;
  slh_windows window_columns;
  // Resize.
  const float *_Nullable row_weights;
  slh_interpolation column_table;
  // Whether the table doubles the row's width, outputs a quarter of a pixel beside inputs.
  int32_t doubles_columns;
  // Resize of interleaved pixels: whether softmax over the channels follows.
  int32_t takes_softmax;
  // Selection: floats from the start of a pixel to each input channel, in any order.
  const int64_t *_Nullable channel_offsets;
  // Convolution of single pixels at stride 1: channels of the last block whose weights lie behind the
  // other blocks' as those of an expansion; 0: in a block like the others.
  int32_t tail_channels;
  // Expand: dense rows that one input row makes.
  int32_t expansion;
  // Winograd: rows of tiles that lie side by side between its steps.
  int32_t tile_rows;
};

// A chain of row operators, each making rows as the later ones need them; the last one's rows pull
// the others', `rows_together` at a time. A unit is a row of the last operator's output, or, if
// `unit_blocks` is not 0, so many blocks of it in all rows.
typedef struct slh_stage {
  const slh_rows *_Nonnull pictures;
  const slh_row_operator *_Nonnull operators;
  int32_t picture_count;
  int32_t operator_count;
  int32_t rows_together;
  int32_t unit_blocks;
} slh_stage;
void slh_stage_run(const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// Adds up the lines of sums, of whole vectors, in row order and multiplies: a mean over each image.
typedef struct slh_row_sums {
  int64_t input;
  int64_t output;
  int64_t images;
  int64_t rows;
  int64_t count;
  float scale;
} slh_row_sums;

// Multiplies packed convolution weights [block][window place][input channel][V] by one factor for
// each input channel.
typedef struct slh_gated_weights {
  const float *_Nonnull weights;
  int64_t gate;
  int64_t output;
  int64_t blocks;
  int64_t places;
  int64_t channels;
} slh_gated_weights;

// The row kernels of one instruction set.
typedef struct slh_row_kernels {
  // V: floats in a vector.
  int32_t vector;
  // Blocks that a convolution makes side by side.
  int32_t tile_blocks;
  // The largest `tail_channels` of a convolution.
  int32_t tail_channels;
  // Any window, stride and dilation; one group.
  slh_row_kernel _Nonnull convolution;
  // The same for windows of 3×3 at dilation 1 and stride s = `column_stride`, 1 or 2, in three steps
  // over tiles of 4×4 pixels, which have n×n numbers, n = 3 s + 3. Row n j + i of the first two has row
  // i of all tiles in `tile_rows` rows of tiles from j · `tile_rows` on: their numbers, `width` in a
  // row, from 4 s · `tile_rows` + 3 − s rows of the input, the first from column −`column_before` on;
  // and the products with weights [block][6][6][input channel][V], of which the last serve the last
  // four of nine numbers, four in a row of a tile. The third makes a row of pixels from six rows: all,
  // or the first five of nine and that one of the last four which has the pixel's number in its tile.
  slh_row_kernel _Nonnull winograd_input;
  slh_row_kernel _Nonnull winograd_products;
  slh_row_kernel _Nonnull winograd_output;
  // Any window, stride and dilation; every channel by itself.
  slh_row_kernel _Nonnull depthwise;
  // Picture ∘ weights if there are weights; else a picture for the epilogue.
  slh_row_kernel _Nonnull combine;
  slh_row_kernel _Nonnull pool;
  slh_row_kernel _Nonnull resize;
  // The sum over a window of resized pictures, `blocks` blocks of the input for each of its places,
  // read at their places in the resized picture, 0 outside. Two rows and one weight for each row of
  // the window: rows[2 i], rows[2 i + 1] and row_weights[y · window / 2 + i].
  slh_row_kernel _Nonnull windowed_resize;
  // Dense pixels into blocks and back.
  slh_row_kernel _Nonnull pack;
  slh_row_kernel _Nonnull unpack;
  // A transposed convolution whose kernel is its stride, to few channels: each input row makes
  // `expansion` dense rows, one after the other, each pixel `columns` pixels. Weights are
  // [row of the kernel][column][output channel][input channel], at most SLH_EXPANSION of the first
  // three together. No addend, no sums, `outer` alone.
  slh_row_kernel _Nonnull expand;
  // An interleaved row, [pixel][channel], whole vectors of it readable, at most SLH_PIXEL_ROW floats;
  // resized into dense pixels. No addend, no activation, no sums.
  slh_row_kernel _Nonnull resize_pixels;
  // Over at most V channels, into dense pixels. No addend, no activation, no sums.
  slh_row_kernel _Nonnull softmax;
  // A convolution of single pixels at stride 1 over `channel_offsets`, and a copy of these channels.
  slh_row_kernel _Nonnull selected_convolution;
  slh_row_kernel _Nonnull select;
  // Steps on slh_row_sums, a unit an image, and on slh_gated_weights, a unit a block.
  slh_step_function _Nonnull row_sums;
  slh_step_function _Nonnull gated_weights;
  // Multiply-adds in registers, for what this processor can do at most: goes on from `result` and
  // returns how many there were.
  int64_t (*_Nonnull peak)(int64_t rounds, float *_Nonnull result);
} slh_row_kernels;

const slh_row_kernels *_Nonnull slh_row_kernels_for(slh_instruction_set set);
// The kernels that define what is right, in the layout of a set with this vector (4, 8 or 16).
const slh_row_kernels *_Nonnull slh_row_kernels_plain(int32_t vector);

#endif
