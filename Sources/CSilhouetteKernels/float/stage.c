// One thread's share of a stage: rows `begin ..< end` of its last operator, or some blocks of all rows,
// images one after the other. Going back from that operator, each one's target is the last row that a
// later one needs; going forward again, each makes rows up to its target.

#include <stdbool.h>

#include "slh_rows.h"

// Where a strip finds the rows of a picture.
typedef struct strip_rows {
  // Row 0 of the image, or the first place in the ring.
  float *rows;
  int64_t pitch;
  int32_t ring;
  int32_t height;
  // The operator of this stage that makes the picture, or −1.
  int32_t maker;
} strip_rows;

typedef struct strip {
  const slh_stage *stage;
  uint8_t *arena;
  uint8_t *scratch;
  int32_t image;
  // Rows of the last operator, and of each operator those that this strip answers for.
  int32_t begin, end;
  // The blocks that operators make which share blocks.
  int32_t block_begin, block_end;
  int32_t own_begin[SLH_STAGE_OPERATORS], own_end[SLH_STAGE_OPERATORS];
  // Whether others than this stage want the operator's rows: then each strip makes its own ones.
  bool is_kept[SLH_STAGE_OPERATORS];
  // The next row that an operator makes, where in its ring, and the last that is wanted now.
  int32_t next[SLH_STAGE_OPERATORS], slot[SLH_STAGE_OPERATORS], target[SLH_STAGE_OPERATORS];
  strip_rows input[SLH_STAGE_OPERATORS], addend[SLH_STAGE_OPERATORS], output[SLH_STAGE_OPERATORS];
} strip;

static inline int32_t clamped(int32_t value, int32_t last) {
  return value < 0 ? 0 : value > last ? last : value;
}

static inline int32_t first_row(const slh_row_operator *op, int32_t y) {
  return op->row_table ? op->row_table[y * op->window] : y * op->row_stride - op->row_before;
}

static inline int32_t window_row(const slh_row_operator *op, int32_t y, int32_t i) {
  return op->row_table ? op->row_table[y * op->window + i]
                       : y * op->row_stride - op->row_before + i * op->row_dilation;
}

static inline int32_t last_row(const slh_row_operator *op, int32_t y) {
  return window_row(op, y, op->window - 1);
}

static strip_rows rows_of(const strip *s, int32_t picture, int32_t before) {
  if (picture < 0) return (strip_rows){.maker = -1};
  const slh_rows *rows = &s->stage->pictures[picture];
  int32_t maker = before - 1;
  while (maker >= 0 && s->stage->operators[maker].output != picture) maker--;
  float *first = rows->ring > 0
                     ? (float *)(s->scratch + rows->offset)
                     : (float *)(s->arena + rows->offset) + s->image * rows->image_pitch;
  return (strip_rows){first, rows->row_pitch, rows->ring, rows->height, maker};
}

static inline void lower(int32_t *value, int32_t other) {
  if (other < *value) *value = other;
}

static inline void raise(int32_t *value, int32_t other) {
  if (other > *value) *value = other;
}

// An operator is looked at when all that read it have been: each says which rows it wants of those
// that it reads.
static void start(strip *s) {
  const int32_t last = s->stage->operator_count - 1;
  for (int32_t k = 0; k <= last; k++) {
    const slh_row_operator *op = &s->stage->operators[k];
    s->input[k] = rows_of(s, op->input, k);
    s->addend[k] = rows_of(s, op->addend, k);
    s->output[k] = rows_of(s, op->output, k + 1);
    s->is_kept[k] = s->output[k].ring == 0 || op->sums_offset >= 0;
  }
  const int64_t rows = s->output[last].height;
  for (int32_t k = 0; k <= last; k++) {
    const int64_t height = s->output[k].height;
    s->own_begin[k] = (int32_t)(s->begin * height / rows);
    s->own_end[k] = (int32_t)(s->end * height / rows);
    s->next[k] = k == last || s->is_kept[k] ? s->own_begin[k] : INT32_MAX;
  }
  for (int32_t k = last; k >= 0; k--) {
    const strip_rows *input = &s->input[k];
    if (input->maker >= 0) {
      const int32_t first = first_row(&s->stage->operators[k], s->next[k]);
      lower(&s->next[input->maker], clamped(first, input->height - 1));
    }
    if (s->addend[k].maker >= 0) lower(&s->next[s->addend[k].maker], s->next[k]);
    const int32_t ring = s->output[k].ring;
    s->slot[k] = ring > 0 ? s->next[k] % ring : 0;
  }
}

static void aim(strip *s, int32_t y) {
  const int32_t last = s->stage->operator_count - 1;
  const int32_t rows = s->output[last].height;
  for (int32_t k = 0; k < last; k++) {
    const int32_t height = s->output[k].height;
    s->target[k] = !s->is_kept[k]   ? -1
                   : height == rows ? y
                                    : (int32_t)((int64_t)(y + 1) * height / rows) - 1;
  }
  s->target[last] = y;
  for (int32_t k = last; k >= 0; k--) {
    // A smaller picture that others want may have no row yet: then it needs none either.
    if (s->target[k] < 0) continue;
    const strip_rows *input = &s->input[k];
    if (input->maker >= 0) {
      const int32_t end = last_row(&s->stage->operators[k], s->target[k]);
      raise(&s->target[input->maker], clamped(end, input->height - 1));
    }
    if (s->addend[k].maker >= 0) raise(&s->target[s->addend[k].maker], s->target[k]);
  }
}

// A row of a picture that is kept whole, made by this strip though another answers for it.
static float *halo_row(const strip *s, int32_t k, int32_t y) {
  const slh_rows *rows = &s->stage->pictures[s->stage->operators[k].output];
  return (float *)(s->scratch + rows->halo_offset) + y % rows->halo * rows->row_pitch;
}

static inline float *row_address(const strip *s, const strip_rows *picture, int32_t y) {
  const int32_t maker = picture->maker;
  int32_t place = y;
  if (picture->ring > 0) {
    // At most a ring back from the row that is made next; a division would take longer.
    place = s->slot[maker] - (s->next[maker] - y);
    if (place < 0) place += picture->ring;
  } else if (maker >= 0 && (y < s->own_begin[maker] || y >= s->own_end[maker])) {
    return halo_row(s, maker, y);
  }
  return picture->rows + place * picture->pitch;
}

// Goes on to the operator's next row.
static inline void advance(strip *s, int32_t k) {
  s->next[k]++;
  if (++s->slot[k] >= s->output[k].ring) s->slot[k] = 0;
}

// A row to be made: what the kernel works on, and where the task's rows are.
typedef struct prepared {
  slh_row_task task;
  const float *rows[SLH_WINDOW_ROWS];
} prepared;

static void prepare(const strip *s, int32_t k, int32_t y, prepared *row) {
  const slh_row_operator *op = &s->stage->operators[k];
  const strip_rows *input = &s->input[k];
  for (int32_t i = 0; i < op->window; i++) {
    const int32_t from = window_row(op, y, i);
    row->rows[i] = from < 0 || from >= input->height ? 0 : row_address(s, input, from);
  }
  row->task = (slh_row_task){
      row->rows, 0, row_address(s, &s->output[k], y), op->weights, 0, y, 0, op->blocks};
  if (op->shares_blocks) {
    row->task.block_begin = s->block_begin;
    row->task.block_end = s->block_end;
  }
  if (op->addend >= 0) row->task.addend = row_address(s, &s->addend[k], y);
  if (op->weights_offset >= 0) {
    row->task.weights =
        (const float *)(s->arena + op->weights_offset) + s->image * op->weights_image;
  }
  if (op->sums_offset >= 0 && y >= s->own_begin[k] && y < s->own_end[k]) {
    const int64_t line = (int64_t)s->image * s->output[k].height + y;
    row->task.sums = (float *)(s->arena + op->sums_offset) + line * op->blocks * op->output_pixel;
  }
}

static void make_row(strip *s, int32_t k) {
  const slh_row_operator *op = &s->stage->operators[k];
  prepared row;
  prepare(s, k, s->next[k], &row);
  op->kernel(op, &row.task);
  advance(s, k);
}

static void make_rows(strip *s, int32_t k) {
  while (s->next[k] <= s->target[k]) make_row(s, k);
}

// Those of two operators, the second of which takes every row from the first cache.
static void make_pairs(strip *s, int32_t k) {
  while (s->next[k] <= s->target[k]) {
    make_row(s, k);
    make_row(s, k + 1);
  }
}

// Most rows that are made together.
enum { TOGETHER = 32 };

static int32_t rows_left(const strip *s, int32_t k) {
  return s->next[k] <= s->target[k] ? s->target[k] - s->next[k] + 1 : 0;
}

// All rows due of an operator, or of several that take turns, some blocks at a time: weights, or what
// the next operator reads, are still in the first cache. Row after row, or operator after operator,
// hundreds of channels are not.
static void make_together(strip *s, int32_t k) {
  const slh_row_operator *first = &s->stage->operators[k];
  const int32_t end = k + first->operators_together;
  int32_t count = 0;
  for (int32_t i = k; i < end; i++) count += rows_left(s, i);
  if (count > TOGETHER) {
    for (int32_t i = k; i < end; i++) make_rows(s, i);
    return;
  }
  prepared rows[TOGETHER];
  const slh_row_operator *makers[TOGETHER];
  count = 0;
  for (int32_t i = k; i < end; i++) {
    for (; s->next[i] <= s->target[i]; advance(s, i)) {
      makers[count] = &s->stage->operators[i];
      prepare(s, i, s->next[i], &rows[count++]);
    }
  }
  const int32_t begin = first->shares_blocks ? s->block_begin : 0;
  const int32_t last = first->shares_blocks ? s->block_end : first->blocks;
  for (int32_t block = begin; block < last; block += first->blocks_together) {
    const int32_t next = block + first->blocks_together;
    for (int32_t i = 0; i < count; i++) {
      rows[i].task.block_begin = block;
      rows[i].task.block_end = next < last ? next : last;
      makers[i]->kernel(makers[i], &rows[i].task);
    }
  }
}

static void run_strip(strip *s) {
  start(s);
  const int32_t step = s->stage->rows_together;
  for (int32_t y = s->begin; y < s->end; y += step) {
    aim(s, y + step < s->end ? y + step - 1 : s->end - 1);
    for (int32_t k = 0; k < s->stage->operator_count;) {
      const slh_row_operator *op = &s->stage->operators[k];
      if (op->blocks_together > 0) {
        make_together(s, k);
        k += op->operators_together;
      } else if (op->feeds_next) {
        make_pairs(s, k);
        k += 2;
      } else {
        make_rows(s, k++);
      }
    }
  }
}

// Units are rows.
static void run_rows(strip *s, slh_part part, int32_t height) {
  for (int32_t unit = part.begin; unit < part.end;) {
    s->image = unit / height;
    s->begin = unit % height;
    s->end = part.end - s->image * height < height ? part.end - s->image * height : height;
    run_strip(s);
    unit = s->image * height + s->end;
  }
}

// Units are `unit_blocks` blocks of all rows.
static void run_blocks(strip *s, slh_part part, int32_t height) {
  const slh_stage *stage = s->stage;
  const int32_t blocks = stage->operators[stage->operator_count - 1].blocks;
  const int32_t units = (blocks + stage->unit_blocks - 1) / stage->unit_blocks;
  s->end = height;
  for (int32_t unit = part.begin; unit < part.end;) {
    s->image = unit / units;
    const int32_t first = s->image * units, next = first + units;
    const int32_t end = part.end < next ? part.end : next;
    s->block_begin = (unit - first) * stage->unit_blocks;
    s->block_end = end == next ? blocks : (end - first) * stage->unit_blocks;
    run_strip(s);
    unit = end;
  }
}

void slh_stage_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_stage *stage = parameters;
  const int32_t height =
      stage->pictures[stage->operators[stage->operator_count - 1].output].height;
  strip s = {.stage = stage, .arena = arena, .scratch = part.scratch};
  if (stage->unit_blocks > 0) {
    run_blocks(&s, part, height);
  } else {
    run_rows(&s, part, height);
  }
}
