#include <string.h>

#include "slh_dense.h"
#include "strides.h"

static void copy_line(
    uint8_t *to, int64_t to_stride, const uint8_t *from, int64_t from_stride, int64_t count,
    int32_t size) {
  if (to_stride == 1 && from_stride == 1) {
    memcpy(to, from, (size_t)(count * size));
    return;
  }
  switch (size) {
    case 1:
      for (int64_t i = 0; i < count; i++) to[i * to_stride] = from[i * from_stride];
      break;
    case 2:
      for (int64_t i = 0; i < count; i++) {
        ((uint16_t *)to)[i * to_stride] = ((const uint16_t *)from)[i * from_stride];
      }
      break;
    case 4:
      for (int64_t i = 0; i < count; i++) {
        ((uint32_t *)to)[i * to_stride] = ((const uint32_t *)from)[i * from_stride];
      }
      break;
    default:
      for (int64_t i = 0; i < count; i++) {
        ((uint64_t *)to)[i * to_stride] = ((const uint64_t *)from)[i * from_stride];
      }
  }
}

static void copy_axes(
    const slh_copy *p, int32_t axis, uint8_t *to, const uint8_t *from) {
  if (axis == p->rank - 1) {
    copy_line(
        to, p->output_strides[axis], from, p->input_strides[axis], p->extents[axis],
        p->element_size);
    return;
  }
  for (int64_t i = 0; i < p->extents[axis]; i++) {
    copy_axes(
        p, axis + 1, to + i * p->output_strides[axis] * p->element_size,
        from + i * p->input_strides[axis] * p->element_size);
  }
}

void slh_copy_run(const void *parameters, uint8_t *arena, slh_part part) {
  slh_copy p = *(const slh_copy *)parameters;
  p.extents[0] = part.end - part.begin;
  copy_axes(
      &p, 0, arena + p.output + part.begin * p.output_strides[0] * p.element_size,
      (const uint8_t *)slh_operand_bytes(p.input, arena) +
          part.begin * p.input_strides[0] * p.element_size);
}

void slh_gather_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_gather *p = parameters;
  const uint8_t *input = slh_operand_bytes(p->input, arena);
  for (int64_t outer = part.begin; outer < part.end; outer++) {
    const uint8_t *from = input + outer * p->extent * p->inner;
    uint8_t *to = arena + p->output + outer * p->count * p->inner;
    for (int64_t i = 0; i < p->count; i++) {
      memcpy(to + i * p->inner, from + p->indices[i] * p->inner, (size_t)p->inner);
    }
  }
}
