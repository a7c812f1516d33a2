#ifndef SLH_STRIDES_H
#define SLH_STRIDES_H

#include "slh_dense.h"

static inline const void *slh_operand_bytes(slh_operand operand, const uint8_t *arena) {
  return operand.constant ? operand.constant : arena + operand.offset;
}

// Where the element number `index` of a tensor lies in a strided view.
static inline int64_t slh_strided_offset(
    int64_t index, int32_t rank, const int64_t *extents, const int64_t *strides) {
  int64_t offset = 0;
  for (int32_t axis = rank - 1; axis >= 0; axis--) {
    offset += index % extents[axis] * strides[axis];
    index /= extents[axis];
  }
  return offset;
}

#endif
