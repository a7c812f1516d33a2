#include "../float/activation.h"
#include "slh_dense.h"
#include "strides.h"

static float *combine_axes(
    const slh_binary *p, int32_t axis, float *to, const float *a, const float *b) {
  const int64_t a_stride = p->a_strides[axis], b_stride = p->b_strides[axis];
  if (axis == p->rank - 1) {
    for (int64_t i = 0; i < p->extents[axis]; i++) {
      *to++ = slh_activate(p->activation, slh_combined(p->kind, a[i * a_stride], b[i * b_stride]));
    }
    return to;
  }
  for (int64_t i = 0; i < p->extents[axis]; i++) {
    to = combine_axes(p, axis + 1, to, a + i * a_stride, b + i * b_stride);
  }
  return to;
}

void slh_binary_run(const void *parameters, uint8_t *arena, slh_part part) {
  slh_binary p = *(const slh_binary *)parameters;
  const float *a = slh_operand_bytes(p.a, arena);
  const float *b = slh_operand_bytes(p.b, arena);
  int64_t inner = 1;
  for (int32_t axis = 1; axis < p.rank; axis++) inner *= p.extents[axis];
  p.extents[0] = part.end - part.begin;
  combine_axes(
      &p, 0, (float *)(arena + p.output) + part.begin * inner, a + part.begin * p.a_strides[0],
      b + part.begin * p.b_strides[0]);
}

void slh_unary_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_unary *p = parameters;
  const float *from = slh_operand_bytes(p->input, arena);
  float *to = (float *)(arena + p->output);
  int64_t end = (int64_t)part.end * SLH_UNARY_UNIT;
  if (end > p->count) end = p->count;
  for (int64_t i = (int64_t)part.begin * SLH_UNARY_UNIT; i < end; i++) {
    to[i] = slh_activate(p->activation, from[i]);
  }
}
