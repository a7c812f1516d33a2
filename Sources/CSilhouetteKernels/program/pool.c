// Threads claim chunks of a step one by one, so one that comes late, or that the system took off
// its core, holds nobody up. What a chunk computes does not depend on who computes it.

#include "pool.h"

#if defined(__wasm__)

// One thread: there is never a pool.
slh_pool *slh_pool_create(int32_t threads) {
  (void)threads;
  return 0;
}
void slh_pool_destroy(slh_pool *pool) { (void)pool; }
int32_t slh_pool_threads(const slh_pool *pool) {
  (void)pool;
  return 1;
}
bool slh_pool_acquire(slh_pool *pool) {
  (void)pool;
  return false;
}
void slh_pool_release(slh_pool *pool) { (void)pool; }
void slh_pool_run(slh_pool *pool, slh_job job, int32_t chunks) {
  (void)pool;
  (void)job;
  (void)chunks;
}

#else

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "slh_cpu.h"

// About 60 µs: longer than what lies between two shared steps of a run, short beside a wake-up.
enum { SPINS_BEFORE_SLEEP = 3000, SPINS_BEFORE_YIELD = 20000, CACHE_LINE = 64 };

typedef struct {
  slh_pool *pool;
  pthread_t thread;
  int32_t index;
} helper;

struct slh_pool {
  int32_t helper_count;
  helper *helpers;
  atomic_bool taken;
  slh_job job;
  // What is there to claim: generation (32 bits), chunks (16), next chunk (16). A claim adds one
  // by compare-and-swap, so it fails if the step it saw is over.
  _Alignas(CACHE_LINE) atomic_uint_fast64_t ticket;
  _Alignas(CACHE_LINE) atomic_int done;
  _Alignas(CACHE_LINE) atomic_int sleepers;
  atomic_bool stops;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
};

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}

static inline int32_t chunk_count(uint64_t ticket) { return (int32_t)(ticket >> 16 & 0xFFFF); }
static inline int32_t next_chunk(uint64_t ticket) { return (int32_t)(ticket & 0xFFFF); }
static inline bool is_open(uint64_t ticket) { return next_chunk(ticket) < chunk_count(ticket); }

// Claims and runs chunks until none is left.
static void work(slh_pool *pool, int32_t thread) {
  uint64_t ticket = atomic_load_explicit(&pool->ticket, memory_order_acquire);
  while (is_open(ticket)) {
    if (!atomic_compare_exchange_weak_explicit(
            &pool->ticket, &ticket, ticket + 1, memory_order_acq_rel, memory_order_acquire)) {
      continue;
    }
    // The claimed chunk keeps the step from ending, so the job stays as it is until `done`.
    const slh_job job = pool->job;
    const int64_t units = job.step->units;
    const int64_t chunk = next_chunk(ticket), chunks = chunk_count(ticket);
    job.step->run(
        job.step->parameters, job.arena,
        (slh_part){
            (int32_t)(units * chunk / chunks), (int32_t)(units * (chunk + 1) / chunks),
            job.scratch + thread * job.scratch_stride});
    atomic_fetch_add_explicit(&pool->done, 1, memory_order_release);
    ticket = atomic_load_explicit(&pool->ticket, memory_order_acquire);
  }
}

static void sleep_until_open(slh_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  atomic_fetch_add(&pool->sleepers, 1);
  while (!is_open(atomic_load(&pool->ticket)) && !atomic_load(&pool->stops)) {
    pthread_cond_wait(&pool->wake, &pool->mutex);
  }
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->mutex);
}

static void *help(void *argument) {
  helper *self = argument;
  slh_pool *pool = self->pool;
  slh_denormals_flush();
  int32_t idle = 0;
  while (!atomic_load_explicit(&pool->stops, memory_order_relaxed)) {
    if (is_open(atomic_load_explicit(&pool->ticket, memory_order_relaxed))) {
      work(pool, self->index);
      idle = 0;
    } else if (++idle < SPINS_BEFORE_SLEEP) {
      pause_briefly();
    } else {
      sleep_until_open(pool);
      idle = 0;
    }
  }
  return NULL;
}

slh_pool *slh_pool_create(int32_t threads) {
  slh_pool *pool = aligned_alloc(CACHE_LINE, (sizeof(slh_pool) + 63) / 64 * 64);
  helper *helpers = calloc((size_t)(threads > 1 ? threads - 1 : 1), sizeof(helper));
  if (!pool || !helpers) {
    free(pool);
    free(helpers);
    return NULL;
  }
  *pool = (slh_pool){.helpers = helpers};
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  // A system that gives fewer threads than asked for still gives a working pool.
  for (int32_t i = 0; i < threads - 1; i++) {
    helpers[i] = (helper){.pool = pool, .index = i + 1};
    if (pthread_create(&helpers[i].thread, NULL, help, &helpers[i]) != 0) break;
    pool->helper_count++;
  }
  return pool;
}

static void wake_sleepers(slh_pool *pool) {
  if (atomic_load(&pool->sleepers) == 0) return;
  pthread_mutex_lock(&pool->mutex);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->mutex);
}

void slh_pool_destroy(slh_pool *pool) {
  atomic_store(&pool->stops, true);
  pthread_mutex_lock(&pool->mutex);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->mutex);
  for (int32_t i = 0; i < pool->helper_count; i++) pthread_join(pool->helpers[i].thread, NULL);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->mutex);
  free(pool->helpers);
  free(pool);
}

int32_t slh_pool_threads(const slh_pool *pool) { return pool->helper_count + 1; }

bool slh_pool_acquire(slh_pool *pool) {
  return pool->helper_count > 0 &&
         !atomic_exchange_explicit(&pool->taken, true, memory_order_acquire);
}

void slh_pool_release(slh_pool *pool) {
  atomic_store_explicit(&pool->taken, false, memory_order_release);
}

void slh_pool_run(slh_pool *pool, slh_job job, int32_t chunks) {
  pool->job = job;
  atomic_store_explicit(&pool->done, 0, memory_order_relaxed);
  const uint64_t generation = (atomic_load_explicit(&pool->ticket, memory_order_relaxed) >> 32) + 1;
  atomic_store(&pool->ticket, generation << 32 | (uint64_t)chunks << 16);
  wake_sleepers(pool);
  work(pool, 0);
  for (int32_t spins = 0;
       atomic_load_explicit(&pool->done, memory_order_acquire) < chunks; spins++) {
    if (spins < SPINS_BEFORE_YIELD) {
      pause_briefly();
    } else {
      sched_yield();
    }
  }
}

#endif
