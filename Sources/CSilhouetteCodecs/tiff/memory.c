#include "memory.h"

#include <string.h>

tmsize_t slh_tiff_memory_read(thandle_t handle, void *target, tmsize_t count) {
  slh_tiff_memory *memory = handle;
  if (count < 0) return -1;
  const uint64_t left = memory->position < memory->count ? memory->count - memory->position : 0;
  uint64_t readable = (uint64_t)count;
  if (readable > left) {
    readable = left;
    memory->has_ended = true;
  }
  if (readable > 0) memcpy(target, memory->bytes + memory->position, readable);
  memory->position += readable;
  return (tmsize_t)readable;
}

tmsize_t slh_tiff_memory_write(thandle_t handle, void *source, tmsize_t count) {
  (void)handle, (void)source, (void)count;
  return -1;
}

toff_t slh_tiff_memory_seek(thandle_t handle, toff_t offset, int whence) {
  slh_tiff_memory *memory = handle;
  const uint64_t base = whence == SEEK_CUR ? memory->position
                        : whence == SEEK_END ? memory->count
                                             : 0;
  memory->position = base + offset;
  if (memory->position > memory->count) memory->has_ended = true;
  return memory->position;
}

int slh_tiff_memory_close(thandle_t handle) {
  (void)handle;
  return 0;
}

toff_t slh_tiff_memory_size(thandle_t handle) {
  const slh_tiff_memory *memory = handle;
  return memory->count;
}

int slh_tiff_memory_map(thandle_t handle, void **base, toff_t *size) {
  const slh_tiff_memory *memory = handle;
  // libtiff's pointer is not const, but a file opened for reading is not written to.
  *base = (void *)(uintptr_t)memory->bytes;
  *size = memory->count;
  return 1;
}

void slh_tiff_memory_unmap(thandle_t handle, void *base, toff_t size) {
  (void)handle, (void)base, (void)size;
}

void slh_tiff_memory_message(
    thandle_t handle, const char *module, const char *format, va_list list) {
  (void)module;
  slh_tiff_memory *memory = handle;
  // Without a handle the message is not about one of our files.
  if (!memory || memory->message[0]) return;
  vsnprintf(memory->message, sizeof memory->message, format, list);
}
