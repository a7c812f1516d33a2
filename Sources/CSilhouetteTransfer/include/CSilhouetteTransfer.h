// What Swift sees of libcurl, libarchive and the system's SHA-256, which are opened when something
// is fetched or checked.
#ifndef CSILHOUETTETRANSFER_H
#define CSILHOUETTETRANSFER_H

#include "slh_archive.h"
#include "slh_http.h"
#include "slh_sha256.h"
#include "slh_transfer.h"

#endif
