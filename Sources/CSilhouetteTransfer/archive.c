#include "slh_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <slh_library.h>
#include <stdlib.h>

#define FUNCTIONS(use)                                                                    \
  use(archive_read_new) use(archive_read_support_format_zip)                              \
  use(archive_read_support_format_tar) use(archive_read_support_filter_gzip)              \
  use(archive_read_open_filename) use(archive_read_next_header) use(archive_read_data)    \
  use(archive_read_free) use(archive_error_string) use(archive_entry_pathname_utf8)       \
  use(archive_entry_pathname) use(archive_entry_filetype) use(archive_entry_hardlink)
#if defined(__APPLE__)
SLH_LIBRARY_FUNCTIONS(archive, FUNCTIONS, "archive", "2")
#define LIBRARY_FILE SLH_LIBRARY_FILE("archive", "2")
#else
SLH_LIBRARY_FUNCTIONS(archive, FUNCTIONS, "archive", "13")
#define LIBRARY_FILE SLH_LIBRARY_FILE("archive", "13")
#endif

enum { BLOCK_SIZE = 1 << 16 };

struct slh_archive {
  struct archive *reader;
};

static void fail(slh_archive *archive, slh_error *error) {
  const char *reason = p_archive_error_string(archive->reader);
  slh_fail(error, SLH_TRANSFER_FAILED, "%s", reason ? reason : "damaged");
}

slh_archive *slh_archive_open(const char *path, slh_error *error) {
  if (!open_archive()) {
    slh_fail(error, SLH_TRANSFER_LIBRARY_MISSING, "%s", LIBRARY_FILE);
    return NULL;
  }
  slh_archive *archive = calloc(1, sizeof *archive);
  if (archive) archive->reader = p_archive_read_new();
  if (!archive || !archive->reader) {
    free(archive);
    slh_fail(error, SLH_TRANSFER_FAILED, "out of memory");
    return NULL;
  }
  p_archive_read_support_format_zip(archive->reader);
  p_archive_read_support_format_tar(archive->reader);
  p_archive_read_support_filter_gzip(archive->reader);
  if (p_archive_read_open_filename(archive->reader, path, BLOCK_SIZE) == ARCHIVE_OK) {
    return archive;
  }
  fail(archive, error);
  slh_archive_close(archive);
  return NULL;
}

static slh_archive_kind kind_of(struct archive_entry *entry) {
  if (p_archive_entry_hardlink(entry)) return SLH_ARCHIVE_LINK;
  switch (p_archive_entry_filetype(entry)) {
    case AE_IFREG: return SLH_ARCHIVE_FILE;
    case AE_IFDIR: return SLH_ARCHIVE_FOLDER;
    case AE_IFLNK: return SLH_ARCHIVE_LINK;
    default: return SLH_ARCHIVE_DEVICE;
  }
}

slh_archive_step slh_archive_next(
    slh_archive *archive, slh_archive_entry *entry, slh_error *error) {
  struct archive_entry *header = NULL;
  int code = p_archive_read_next_header(archive->reader, &header);
  if (code == ARCHIVE_EOF) return SLH_ARCHIVE_END;
  // A warning is about a name in an unknown character set.
  if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
    fail(archive, error);
    return SLH_ARCHIVE_FAILED;
  }
  const char *path = p_archive_entry_pathname_utf8(header);
  entry->path = path ? path : p_archive_entry_pathname(header);
  entry->kind = kind_of(header);
  return SLH_ARCHIVE_ENTRY;
}

ptrdiff_t slh_archive_read(
    slh_archive *archive, uint8_t *bytes, size_t count, slh_error *error) {
  la_ssize_t read = p_archive_read_data(archive->reader, bytes, count);
  if (read >= 0) return read;
  fail(archive, error);
  return -1;
}

void slh_archive_close(slh_archive *archive) {
  if (!archive) return;
  if (archive->reader) p_archive_read_free(archive->reader);
  free(archive);
}
