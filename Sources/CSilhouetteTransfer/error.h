#ifndef SLH_TRANSFER_FAIL_H
#define SLH_TRANSFER_FAIL_H

#include "slh_transfer.h"

#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 3, 4))) static inline void slh_transfer_fail(
    slh_transfer_error *error, slh_transfer_status status, const char *format, ...) {
  error->status = status;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
}

#endif
