#include "slh_http.h"

#include <slh_library.h>

// The checks are macros over the functions that we call through pointers; the protocol options that
// libcurl 7.85 deprecates are the only ones that Ubuntu 22.04 has.
#define CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>

#define FUNCTIONS(use)                                                                  \
  use(curl_global_init) use(curl_easy_init) use(curl_easy_setopt) use(curl_easy_perform) \
  use(curl_easy_strerror) use(curl_easy_cleanup) use(curl_slist_append)                 \
  use(curl_slist_free_all)
SLH_LIBRARY_FUNCTIONS(curl, FUNCTIONS, "curl", "4")

static size_t receive_header(char *bytes, size_t size, size_t count, void *context) {
  const slh_http_request *request = context;
  return request->header(request->context, bytes, size * count) ? size * count : 0;
}

static size_t receive_body(char *bytes, size_t size, size_t count, void *context) {
  const slh_http_request *request = context;
  return request->body(request->context, (const uint8_t *)bytes, size * count) ? size * count : 0;
}

static slh_transfer_status status_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT: return SLH_TRANSFER_NO_CONNECTION;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return SLH_TRANSFER_BROKE_OFF;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_TOO_MANY_REDIRECTS: return SLH_TRANSFER_REDIRECTED;
    case CURLE_WRITE_ERROR: return SLH_TRANSFER_STOPPED;
    default: return SLH_TRANSFER_FAILED;
  }
}

static void set_options(
    CURL *curl, const slh_http_request *request, struct curl_slist *headers, char *reason) {
  // What began encrypted stays so.
  bool is_secure = strncmp(request->address, "https:", 6) == 0;
  p_curl_easy_setopt(curl, CURLOPT_URL, request->address);
  p_curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  p_curl_easy_setopt(
      curl, CURLOPT_REDIR_PROTOCOLS,
      (long)(is_secure ? CURLPROTO_HTTPS : CURLPROTO_HTTP | CURLPROTO_HTTPS));
  p_curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  p_curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 8L);
  p_curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  p_curl_easy_setopt(curl, CURLOPT_USERAGENT, request->user_agent);
  p_curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, request->connect_seconds);
  p_curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  p_curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, request->stall_seconds);
  p_curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  p_curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
  p_curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, receive_header);
  p_curl_easy_setopt(curl, CURLOPT_HEADERDATA, (void *)request);
  p_curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive_body);
  p_curl_easy_setopt(curl, CURLOPT_WRITEDATA, (void *)request);
}

static void global_init(void) { p_curl_global_init(CURL_GLOBAL_DEFAULT); }

bool slh_http_get(const slh_http_request *request, slh_error *error) {
  if (!open_curl()) {
    slh_fail(
        error, SLH_TRANSFER_LIBRARY_MISSING, "%s", SLH_LIBRARY_FILE("curl", "4"));
    return false;
  }
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, global_init);
  CURL *curl = p_curl_easy_init();
  if (!curl) {
    slh_fail(error, SLH_TRANSFER_FAILED, "out of memory");
    return false;
  }
  char reason[CURL_ERROR_SIZE] = "";
  char range[32];
  struct curl_slist *headers =
      request->condition ? p_curl_slist_append(NULL, request->condition) : NULL;
  set_options(curl, request, headers, reason);
  if (request->offset > 0) {
    snprintf(range, sizeof range, "%lld-", (long long)request->offset);
    p_curl_easy_setopt(curl, CURLOPT_RANGE, range);
  }
  CURLcode code = p_curl_easy_perform(curl);
  if (code != CURLE_OK) {
    slh_fail(error, status_of(code), "%s", *reason ? reason : p_curl_easy_strerror(code));
  }
  p_curl_slist_free_all(headers);
  p_curl_easy_cleanup(curl);
  return code == CURLE_OK;
}
