// A file in memory, as libtiff wants to see files, and where its messages go.
#ifndef SLH_TIFF_MEMORY_H
#define SLH_TIFF_MEMORY_H

#include "slh_codec.h"

#include <tiffio.h>

typedef struct slh_tiff_memory {
  const uint8_t *bytes;
  uint64_t count;
  uint64_t position;
  // Whether a read went beyond the end.
  bool has_ended;
  // The first message since it was cleared.
  char message[SLH_ERROR_MESSAGE_SIZE];
} slh_tiff_memory;

tmsize_t slh_tiff_memory_read(thandle_t handle, void *target, tmsize_t count);
tmsize_t slh_tiff_memory_write(thandle_t handle, void *source, tmsize_t count);
toff_t slh_tiff_memory_seek(thandle_t handle, toff_t offset, int whence);
int slh_tiff_memory_close(thandle_t handle);
toff_t slh_tiff_memory_size(thandle_t handle);
int slh_tiff_memory_map(thandle_t handle, void **base, toff_t *size);
void slh_tiff_memory_unmap(thandle_t handle, void *base, toff_t size);
void slh_tiff_memory_message(thandle_t handle, const char *module, const char *format, va_list list);

#endif
