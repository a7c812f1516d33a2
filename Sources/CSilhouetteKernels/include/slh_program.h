#ifndef SLH_PROGRAM_H
#define SLH_PROGRAM_H

#include <stdint.h>

// The share of a step's work that one call does: units `begin ..< end`, and memory of its own.
typedef struct slh_part {
  int32_t begin;
  int32_t end;
  uint8_t *_Nonnull scratch;
} slh_part;

typedef void (*slh_step_function)(
    const void *_Nonnull parameters, uint8_t *_Nonnull arena, slh_part part);

// One step of a program. Its work is cut into units that write different bytes and whose results do
// not depend on how they are shared out; steps follow one another.
typedef struct slh_step {
  slh_step_function _Nonnull run;
  // Immutable, shared by all sessions: memory is named by offsets into the arena.
  const void *_Nonnull parameters;
  int32_t units;
  // Fewest units that are worth handing to another thread.
  int32_t grain;
} slh_step;

// Threads that work through steps together with the thread that runs a program.
typedef struct slh_pool slh_pool;

// `threads` counts the caller's own. Null if memory or threads are lacking.
slh_pool *_Nullable slh_pool_create(int32_t threads);
void slh_pool_destroy(slh_pool *_Nonnull pool);
int32_t slh_pool_threads(const slh_pool *_Nonnull pool);

// Runs the steps in order on an arena; `scratch` has `scratch_stride` bytes for each of the pool's
// threads. Without a pool, or while another session is using it, the calling thread works alone.
void slh_program_run(
    const slh_step *_Nonnull steps, int32_t count, uint8_t *_Nonnull arena,
    uint8_t *_Nonnull scratch, int64_t scratch_stride, slh_pool *_Nullable pool);

#endif
