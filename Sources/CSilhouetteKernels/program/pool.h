#ifndef SLH_POOL_H
#define SLH_POOL_H

#include <stdbool.h>

#include "slh_program.h"

// A step on one session's memory.
typedef struct slh_job {
  const slh_step *step;
  uint8_t *arena;
  uint8_t *scratch;
  int64_t scratch_stride;
} slh_job;

// One program at a time; false if another has the pool or it has no helper.
bool slh_pool_acquire(slh_pool *pool);
void slh_pool_release(slh_pool *pool);

// Cuts the step into `chunks` (2 … 65535) even parts, does its share of them and returns when all
// are done. Only between acquire and release.
void slh_pool_run(slh_pool *pool, slh_job job, int32_t chunks);

#endif
