#include "pool.h"
#include "slh_cpu.h"

void slh_program_run(
    const slh_step *steps, int32_t count, uint8_t *arena, uint8_t *scratch,
    int64_t scratch_stride, slh_pool *pool) {
  uint64_t state = slh_denormals_flush();
  const bool shares = pool && slh_pool_acquire(pool);
  for (int32_t i = 0; i < count; i++) {
    const slh_step *step = &steps[i];
    int32_t chunks = 1;
    if (shares && step->units >= 2 * step->grain) {
      chunks = step->units / step->grain;
      if (chunks > slh_pool_threads(pool)) chunks = slh_pool_threads(pool);
    }
    if (chunks > 1) {
      slh_pool_run(pool, (slh_job){step, arena, scratch, scratch_stride}, chunks);
    } else {
      step->run(step->parameters, arena, (slh_part){0, step->units, scratch});
    }
  }
  if (shares) slh_pool_release(pool);
  slh_denormals_restore(state);
}
