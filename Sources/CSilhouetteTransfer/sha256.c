#include "slh_sha256.h"

#include <stdlib.h>

#if defined(__APPLE__)

#include <CommonCrypto/CommonDigest.h>

struct slh_sha256 {
  CC_SHA256_CTX context;
};

slh_sha256 *slh_sha256_create(slh_error *error) {
  slh_sha256 *hash = malloc(sizeof *hash);
  if (!hash) {
    slh_fail(error, SLH_TRANSFER_FAILED, "out of memory");
    return NULL;
  }
  CC_SHA256_Init(&hash->context);
  return hash;
}

bool slh_sha256_update(slh_sha256 *hash, const void *bytes, size_t count) {
  while (count > 0) {
    size_t step = count < (1u << 30) ? count : (1u << 30);
    CC_SHA256_Update(&hash->context, bytes, (CC_LONG)step);
    bytes = (const char *)bytes + step;
    count -= step;
  }
  return true;
}

bool slh_sha256_finish(slh_sha256 *hash, uint8_t digest[SLH_SHA256_SIZE]) {
  return CC_SHA256_Final(digest, &hash->context) == 1;
}

void slh_sha256_destroy(slh_sha256 *hash) { free(hash); }

#else

#include <openssl/evp.h>
#include <slh_library.h>

#define FUNCTIONS(use)                                                           \
  use(EVP_MD_CTX_new) use(EVP_MD_CTX_free) use(EVP_sha256) use(EVP_DigestInit_ex) \
  use(EVP_DigestUpdate) use(EVP_DigestFinal_ex)
SLH_LIBRARY_FUNCTIONS(crypto, FUNCTIONS, "crypto", "3")

struct slh_sha256 {
  EVP_MD_CTX *context;
};

slh_sha256 *slh_sha256_create(slh_error *error) {
  if (!open_crypto()) {
    slh_fail(
        error, SLH_TRANSFER_LIBRARY_MISSING, "%s", SLH_LIBRARY_FILE("crypto", "3"));
    return NULL;
  }
  slh_sha256 *hash = malloc(sizeof *hash);
  if (hash) hash->context = p_EVP_MD_CTX_new();
  if (hash && hash->context
      && p_EVP_DigestInit_ex(hash->context, p_EVP_sha256(), NULL) == 1) {
    return hash;
  }
  slh_sha256_destroy(hash);
  slh_fail(error, SLH_TRANSFER_FAILED, "libcrypto has no SHA-256");
  return NULL;
}

bool slh_sha256_update(slh_sha256 *hash, const void *bytes, size_t count) {
  return p_EVP_DigestUpdate(hash->context, bytes, count) == 1;
}

bool slh_sha256_finish(slh_sha256 *hash, uint8_t digest[SLH_SHA256_SIZE]) {
  return p_EVP_DigestFinal_ex(hash->context, digest, NULL) == 1;
}

void slh_sha256_destroy(slh_sha256 *hash) {
  if (!hash) return;
  p_EVP_MD_CTX_free(hash->context);
  free(hash);
}

#endif
