// The entries of a zip or tar archive one after the other, by libarchive.
#ifndef SLH_ARCHIVE_H
#define SLH_ARCHIVE_H

#include "slh_transfer.h"

typedef struct slh_archive slh_archive;

typedef enum slh_archive_kind {
  SLH_ARCHIVE_FILE = 1,
  SLH_ARCHIVE_FOLDER,
  SLH_ARCHIVE_LINK,
  SLH_ARCHIVE_DEVICE
} slh_archive_kind;

typedef struct slh_archive_entry {
  // As the archive writes it, so of any shape; valid until the next call. NULL when unreadable.
  const char *path;
  slh_archive_kind kind;
} slh_archive_entry;

typedef enum slh_archive_step {
  SLH_ARCHIVE_FAILED = -1,
  SLH_ARCHIVE_END = 0,
  SLH_ARCHIVE_ENTRY = 1
} slh_archive_step;

slh_archive *slh_archive_open(const char *path, slh_error *error);
slh_archive_step slh_archive_next(
    slh_archive *archive, slh_archive_entry *entry, slh_error *error);
// Bytes of the entry, 0 at its end, -1 on failure.
ptrdiff_t slh_archive_read(
    slh_archive *archive, uint8_t *bytes, size_t count, slh_error *error);
void slh_archive_close(slh_archive *archive);

#endif
