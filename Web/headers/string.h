// The part of <string.h> that the kernels use, for a target without a C library.
// The functions are in Sources/CWebRuntime.
#ifndef SILHOUETTE_WEB_STRING_H
#define SILHOUETTE_WEB_STRING_H

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int byte, size_t count);
int memcmp(const void *a, const void *b, size_t count);

#endif
