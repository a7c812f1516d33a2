// For madvise and sbrk.
#define _GNU_SOURCE
#include "slh_memory.h"

#if defined(__linux__) && __has_include(<gnu/libc-version.h>)
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// What the heap grows by at least; pages that nobody touches cost nothing.
enum { growth = 64 << 20, huge_page = 2 << 20 };

void slh_keep_freed_memory(int largest) {
  mallopt(M_MMAP_THRESHOLD, largest);
  mallopt(M_TRIM_THRESHOLD, 8 * largest);
  mallopt(M_TOP_PAD, growth);
  const uintptr_t before = (uintptr_t)sbrk(0);
  // A block that does not fit makes the heap grow; volatile, or it would be optimised away.
  void *volatile block = malloc(1 << 20);
  free(block);
  const uintptr_t start = (before + huge_page - 1) & ~(uintptr_t)(huge_page - 1);
  const uintptr_t end = (uintptr_t)sbrk(0);
  // Only advice: where the system has no huge pages, small ones come as before.
  if (end > start && end - start <= 2 * (uintptr_t)growth)
    madvise((void *)start, end - start, MADV_HUGEPAGE);
}
#else
void slh_keep_freed_memory(int largest) { (void)largest; }
#endif
