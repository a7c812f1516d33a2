// The names of temporary files that are being written, so that a signal handler can remove them.
#ifndef SLH_TEMPORARY_H
#define SLH_TEMPORARY_H

#include <stdint.h>

// Remembers a copy of `path`. Returns its slot, or −1 when all are taken; then the file would stay
// after a signal.
int32_t slh_temporary_register(const char *path);
// Forgets the slot; the file stays.
void slh_temporary_forget(int32_t slot);
// Removes the file and then forgets the slot.
void slh_temporary_remove(const char *path, int32_t slot);
// Removes all remembered files. Async-signal-safe.
void slh_temporary_remove_all(void);

#endif
