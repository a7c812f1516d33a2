// SHA-256 by the system: libcrypto, or CommonCrypto where it is part of the system.
#ifndef SLH_SHA256_H
#define SLH_SHA256_H

#include "slh_transfer.h"

typedef struct slh_sha256 slh_sha256;

enum { SLH_SHA256_SIZE = 32 };

slh_sha256 *slh_sha256_create(slh_error *error);
bool slh_sha256_update(slh_sha256 *hash, const void *bytes, size_t count);
bool slh_sha256_finish(slh_sha256 *hash, uint8_t digest[SLH_SHA256_SIZE]);
void slh_sha256_destroy(slh_sha256 *hash);

#endif
