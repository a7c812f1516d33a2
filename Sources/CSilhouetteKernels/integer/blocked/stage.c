#include "slh_blocked.h"

void slh_byte_stage_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_byte_stage *p = parameters;
  for (int32_t y = part.begin; y < part.end; y++) {
    for (int32_t i = 0; i < p->count; i++) {
      p->members[i].run(p->members[i].parameters, arena, (slh_part){y, y + 1, part.scratch});
    }
  }
}
