#ifndef SLH_ERROR_H
#define SLH_ERROR_H

#include "slh_codec.h"

#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 3, 4))) static inline void slh_fail(
    slh_codec_error *error, slh_codec_status status, const char *format, ...) {
  error->status = status;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
}

#endif
