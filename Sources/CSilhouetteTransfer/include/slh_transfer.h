// What every shim here tells its caller when it fails.
#ifndef SLH_TRANSFER_H
#define SLH_TRANSFER_H

#include <slh_error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The status of a slh_error.
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

#endif
