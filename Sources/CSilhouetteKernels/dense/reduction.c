#include "../float/activation.h"
#include "slh_dense.h"
#include "strides.h"

static float reduce_axes(
    const slh_reduction *p, int32_t axis, const float *from, float result) {
  if (axis == p->reduced_rank) {
    switch (p->kind) {
      case SLH_REDUCE_MAXIMUM:
        return slh_maximum(result, *from);
      case SLH_REDUCE_MINIMUM:
        return slh_minimum(result, *from);
      default:
        return result + *from;
    }
  }
  const int sums = p->kind == SLH_MEAN || p->kind == SLH_SUM;
  // Sums of lines are added up, which loses less than one long chain of additions.
  float line = sums ? 0 : result;
  for (int64_t i = 0; i < p->reduced_extents[axis]; i++) {
    line = reduce_axes(p, axis + 1, from + i * p->reduced_strides[axis], line);
  }
  return sums ? result + line : line;
}

void slh_reduction_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_reduction *p = parameters;
  const float *input = slh_operand_bytes(p->input, arena);
  float *to = (float *)(arena + p->output);
  int64_t count = 1;
  for (int32_t axis = 0; axis < p->reduced_rank; axis++) count *= p->reduced_extents[axis];
  const float start = p->kind == SLH_REDUCE_MAXIMUM   ? -__builtin_inff()
                      : p->kind == SLH_REDUCE_MINIMUM ? __builtin_inff()
                                                      : 0;
  for (int64_t unit = part.begin; unit < part.end; unit++) {
    const int64_t offset =
        slh_strided_offset(unit, p->kept_rank, p->kept_extents, p->kept_strides);
    const float result = reduce_axes(p, 0, input + offset, start);
    to[unit] = p->kind == SLH_MEAN ? result / (float)count : result;
  }
}

void slh_softmax_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_along_axis *p = parameters;
  const float *input = slh_operand_bytes(p->input, arena);
  for (int64_t line = part.begin * p->inner; line < part.end * p->inner; line++) {
    const int64_t start = line / p->inner * p->extent * p->inner + line % p->inner;
    const float *from = input + start;
    float *to = (float *)(arena + p->output) + start;
    float largest = from[0] * p->beta;
    for (int64_t i = 1; i < p->extent; i++) {
      largest = slh_maximum(largest, from[i * p->inner] * p->beta);
    }
    float sum = 0;
    for (int64_t i = 0; i < p->extent; i++) {
      sum += to[i * p->inner] = slh_exp_float(from[i * p->inner] * p->beta - largest);
    }
    for (int64_t i = 0; i < p->extent; i++) to[i * p->inner] /= sum;
  }
}

void slh_arg_max_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_along_axis *p = parameters;
  const float *input = slh_operand_bytes(p->input, arena);
  for (int64_t line = part.begin * p->inner; line < part.end * p->inner; line++) {
    const float *from = input + line / p->inner * p->extent * p->inner + line % p->inner;
    int64_t best = 0;
    for (int64_t i = 1; i < p->extent; i++) {
      if (from[i * p->inner] > from[best * p->inner]) best = i;
    }
    if (p->index_size == 4) {
      ((int32_t *)(arena + p->output))[line] = (int32_t)best;
    } else {
      ((int64_t *)(arena + p->output))[line] = best;
    }
  }
}
