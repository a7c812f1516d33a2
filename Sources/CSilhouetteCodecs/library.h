// System libraries that most photos do not need are opened when one does: linking them would cost
// every start of the command time, and every user a package.
//
// A shim lists the functions that it calls once:
//
//   #define FUNCTIONS(use) use(TIFFClose) use(TIFFReadScanline)
//   SLH_LIBRARY(tiff, FUNCTIONS, "tiff", "6")
//
// which declares `p_TIFFClose` and so on with the types of the library's header, and
// `bool load_tiff(slh_codec_error *)`, which fills them on its first call.
#ifndef SLH_LIBRARY_H
#define SLH_LIBRARY_H

#include "error.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#if defined(__APPLE__)
#define SLH_LIBRARY_FILE(stem, version) "lib" stem "." version ".dylib"
#define SLH_LIBRARY_FOLDERS {"", "/opt/homebrew/lib/", "/usr/local/lib/"}
#else
#define SLH_LIBRARY_FILE(stem, version) "lib" stem ".so." version
#define SLH_LIBRARY_FOLDERS {""}
#endif

static inline void *slh_library_open(const char *file) {
  const char *const folders[] = SLH_LIBRARY_FOLDERS;
  for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
    char path[128];
    snprintf(path, sizeof path, "%s%s", folders[i], file);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle) return handle;
  }
  return NULL;
}

#define SLH_LIBRARY_POINTER(function) static __typeof__(&function) p_##function;

// Through memory: a cast from an object pointer to a function pointer is not ISO C.
#define SLH_LIBRARY_SYMBOL(function)                                     \
  do {                                                                   \
    void *symbol = dlsym(handle, #function);                             \
    if (!symbol) return;                                                 \
    memcpy(&p_##function, &symbol, sizeof symbol);                       \
  } while (0);

#define SLH_LIBRARY(name, functions, stem, version)                                     \
  functions(SLH_LIBRARY_POINTER) static bool name##_is_loaded;                          \
  static void name##_load_once(void) {                                                  \
    void *handle = slh_library_open(SLH_LIBRARY_FILE(stem, version));                   \
    if (!handle) return;                                                                \
    functions(SLH_LIBRARY_SYMBOL) name##_is_loaded = true;                              \
  }                                                                                     \
  static bool load_##name(slh_codec_error *error) {                                     \
    static pthread_once_t once = PTHREAD_ONCE_INIT;                                     \
    pthread_once(&once, name##_load_once);                                              \
    if (!name##_is_loaded) {                                                            \
      slh_fail(error, SLH_CODEC_LIBRARY_MISSING, "%s", SLH_LIBRARY_FILE(stem, version)); \
    }                                                                                   \
    return name##_is_loaded;                                                            \
  }

#endif
