// One HTTP request by libcurl, over whichever proxy the environment names.
#ifndef SLH_HTTP_H
#define SLH_HTTP_H

#include "slh_transfer.h"

typedef struct slh_http_request {
  // http: or https:.
  const char *address;
  const char *user_agent;
  // The first byte wanted; 0 asks for all.
  int64_t offset;
  // A whole header line to go with it, `If-Range: "v1"`, or NULL.
  const char *condition;
  long connect_seconds;
  // The connection is given up when nothing has come for this long.
  long stall_seconds;
  void *context;
  // Both return false to stop. A header line comes with its line end; those of redirects come too.
  bool (*header)(void *context, const char *line, size_t count);
  bool (*body)(void *context, const uint8_t *bytes, size_t count);
} slh_http_request;

// Whether an answer came whole, whatever its status.
bool slh_http_get(const slh_http_request *request, slh_error *error);

#endif
