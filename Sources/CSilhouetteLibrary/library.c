#include "slh_library.h"

#include <stdio.h>

#if defined(__APPLE__)
#define FOLDERS {"", "/opt/homebrew/lib/", "/usr/local/lib/"}
#else
#define FOLDERS {""}
#endif

void *slh_library_open(const char *file) {
  const char *const folders[] = FOLDERS;
  for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
    char path[128];
    snprintf(path, sizeof path, "%s%s", folders[i], file);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle) return handle;
  }
  return NULL;
}
