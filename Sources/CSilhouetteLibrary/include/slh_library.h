// System libraries that most runs do not need are opened when one does: linking them would cost
// every start of the command time, and every user a package.
//
// A shim lists the functions that it calls once:
//
//   #define FUNCTIONS(use) use(TIFFClose) use(TIFFReadScanline)
//   SLH_LIBRARY_FUNCTIONS(tiff, FUNCTIONS, "tiff", "6")
//
// which declares `p_TIFFClose` and so on with the types of the library's header, and
// `bool open_tiff(void)`, which fills them on its first call.
#ifndef SLH_LIBRARY_H
#define SLH_LIBRARY_H

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#if defined(__APPLE__)
#define SLH_LIBRARY_FILE(stem, version) "lib" stem "." version ".dylib"
#else
#define SLH_LIBRARY_FILE(stem, version) "lib" stem ".so." version
#endif

// The library of that file name, from where the system keeps its libraries; NULL without it.
void *slh_library_open(const char *file);

#define SLH_LIBRARY_POINTER(function) static __typeof__(&function) p_##function;

// Through memory: a cast from an object pointer to a function pointer is not ISO C.
#define SLH_LIBRARY_SYMBOL(function)             \
  do {                                           \
    void *symbol = dlsym(handle, #function);     \
    if (!symbol) return;                         \
    memcpy(&p_##function, &symbol, sizeof symbol); \
  } while (0);

#define SLH_LIBRARY_FUNCTIONS(name, functions, stem, version)           \
  functions(SLH_LIBRARY_POINTER) static bool name##_is_open;            \
  static void name##_open_once(void) {                                  \
    void *handle = slh_library_open(SLH_LIBRARY_FILE(stem, version));   \
    if (!handle) return;                                                \
    functions(SLH_LIBRARY_SYMBOL) name##_is_open = true;                \
  }                                                                     \
  static bool open_##name(void) {                                       \
    static pthread_once_t once = PTHREAD_ONCE_INIT;                     \
    pthread_once(&once, name##_open_once);                              \
    return name##_is_open;                                              \
  }

#endif
