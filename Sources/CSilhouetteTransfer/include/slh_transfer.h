// What every shim here tells its caller when it fails. None prints, exits or jumps out of its own C
// frames.
#ifndef SLH_TRANSFER_H
#define SLH_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum slh_transfer_status {
  // The message is the library's file name.
  SLH_TRANSFER_LIBRARY_MISSING = 1,
  // No name server, no route, nobody listens.
  SLH_TRANSFER_NO_CONNECTION,
  // It worked up to a point: worth another try.
  SLH_TRANSFER_BROKE_OFF,
  // A redirect to somewhere that must not be followed.
  SLH_TRANSFER_REDIRECTED,
  // A callback said no.
  SLH_TRANSFER_STOPPED,
  SLH_TRANSFER_FAILED
} slh_transfer_status;

enum { SLH_TRANSFER_MESSAGE_SIZE = 256 };

typedef struct slh_transfer_error {
  slh_transfer_status status;
  char message[SLH_TRANSFER_MESSAGE_SIZE];
} slh_transfer_error;

// Swift sees an array in a struct as a tuple; this gives it the text.
static inline const char *slh_transfer_error_message(const slh_transfer_error *error) {
  return error->message;
}

#endif
