#ifndef SLH_MEMORY_H
#define SLH_MEMORY_H

// Blocks of up to `largest` bytes come from the heap, the heap is not given back to the system between two
// of them, and its first part is of huge pages, as far as the C library and the system let themselves be
// told.
void slh_keep_freed_memory(int largest);

#endif
