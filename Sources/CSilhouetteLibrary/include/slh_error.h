// What a shim around a system library tells its caller when it fails. No shim prints, exits or
// jumps out of its own C frames.
#ifndef SLH_ERROR_H
#define SLH_ERROR_H

#include <stdarg.h>
#include <stdio.h>

enum { SLH_ERROR_MESSAGE_SIZE = 256 };

typedef struct slh_error {
  // One of the target's own statuses.
  unsigned status;
  char message[SLH_ERROR_MESSAGE_SIZE];
} slh_error;

// Swift sees an array in a struct as a tuple; this gives it the text.
static inline const char *slh_error_message(const slh_error *error) { return error->message; }

__attribute__((format(printf, 3, 4))) static inline void slh_fail(
    slh_error *error, unsigned status, const char *format, ...) {
  error->status = status;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
}

#endif
