// strdup is POSIX, not C.
#define _POSIX_C_SOURCE 200809L

#include "slh_temporary.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOT_COUNT = 256 };

static _Atomic(char *) slots[SLOT_COUNT];

int32_t slh_temporary_register(const char *path) {
  char *copy = strdup(path);
  if (!copy) return -1;
  for (int32_t slot = 0; slot < SLOT_COUNT; ++slot) {
    char *expected = NULL;
    if (atomic_compare_exchange_strong(&slots[slot], &expected, copy)) return slot;
  }
  free(copy);
  return -1;
}

void slh_temporary_forget(int32_t slot) {
  if (slot < 0 || slot >= SLOT_COUNT) return;
  // A handler on another thread may hold the name: it is on the way out of the process, so it takes
  // names out of their slots, and who finds the slot empty leaves the memory alone.
  free(atomic_exchange(&slots[slot], NULL));
}

void slh_temporary_remove(const char *path, int32_t slot) {
  unlink(path);
  slh_temporary_forget(slot);
}

void slh_temporary_remove_all(void) {
  for (int32_t slot = 0; slot < SLOT_COUNT; ++slot) {
    char *path = atomic_exchange(&slots[slot], NULL);
    // Not freed: free is not safe in a signal handler.
    if (path) unlink(path);
  }
}
