// Memory for a module that has none but its own: blocks of 2^k bytes, each size with a list of free
// ones, cut from the end of the linear memory.

#include <stddef.h>
#include <stdint.h>

enum { PAGE = 65536, HEADER = 16, SMALLEST = 5, SIZES = 32 };

typedef struct block {
  struct block *next;
} block;

extern unsigned char __heap_base;

static uintptr_t end_of_used;
static block *free_blocks[SIZES];

static void *grow(size_t count) {
  if (end_of_used == 0) end_of_used = ((uintptr_t)&__heap_base + 63) & ~(uintptr_t)63;
  const size_t have = __builtin_wasm_memory_size(0) * PAGE;
  if (count > SIZE_MAX - PAGE - end_of_used) return NULL;
  const size_t need = end_of_used + count;
  if (need > have && __builtin_wasm_memory_grow(0, (need - have + PAGE - 1) / PAGE) == SIZE_MAX) {
    return NULL;
  }
  void *block = (void *)end_of_used;
  end_of_used = need;
  return block;
}

static uint32_t size_class(size_t count) {
  uint32_t size = SMALLEST;
  while (size < SIZES && ((size_t)1 << size) < count) size++;
  return size;
}

// The 4 bytes before an address hold its block's size, the 4 before those the distance from the
// block's start.
static void *allocate(size_t count, size_t alignment) {
  if (count > ((size_t)1 << (SIZES - 1)) - alignment - HEADER) return NULL;
  const uint32_t size = size_class(count + alignment + HEADER);
  if (size >= SIZES) return NULL;
  block *found = free_blocks[size];
  if (found != NULL) {
    free_blocks[size] = found->next;
  } else if ((found = grow((size_t)1 << size)) == NULL) {
    return NULL;
  }
  const uintptr_t address =
      ((uintptr_t)found + HEADER + alignment - 1) & ~((uintptr_t)alignment - 1);
  uint32_t *header = (uint32_t *)address;
  header[-1] = size;
  header[-2] = (uint32_t)(address - (uintptr_t)found);
  return (void *)address;
}

void *malloc(size_t count) { return allocate(count, HEADER); }

void *aligned_alloc(size_t alignment, size_t count) {
  return allocate(count, alignment < HEADER ? HEADER : alignment);
}

int posix_memalign(void **result, size_t alignment, size_t count) {
  *result = aligned_alloc(alignment, count);
  return *result == NULL ? 12 /* ENOMEM */ : 0;
}

void free(void *address) {
  if (address == NULL) return;
  const uint32_t *header = address;
  block *freed = (block *)((uintptr_t)address - header[-2]);
  const uint32_t size = header[-1];
  freed->next = free_blocks[size];
  free_blocks[size] = freed;
}

// A compiler would see the function itself in its loop and call it.
__attribute__((no_builtin("memcpy"))) void *memcpy(void *to, const void *from, size_t count) {
  unsigned char *target = to;
  const unsigned char *source = from;
  for (size_t i = 0; i < count; i++) target[i] = source[i];
  return to;
}

__attribute__((no_builtin("memmove", "memcpy"))) void *memmove(
    void *to, const void *from, size_t count) {
  unsigned char *target = to;
  const unsigned char *source = from;
  if (target < source) {
    for (size_t i = 0; i < count; i++) target[i] = source[i];
  } else {
    for (size_t i = count; i > 0; i--) target[i - 1] = source[i - 1];
  }
  return to;
}

__attribute__((no_builtin("memset"))) void *memset(void *to, int byte, size_t count) {
  unsigned char *target = to;
  for (size_t i = 0; i < count; i++) target[i] = (unsigned char)byte;
  return to;
}

int memcmp(const void *a, const void *b, size_t count) {
  const unsigned char *x = a, *y = b;
  for (size_t i = 0; i < count; i++) {
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  }
  return 0;
}

__attribute__((no_builtin("strlen"))) size_t strlen(const char *text) {
  size_t count = 0;
  while (text[count] != 0) count++;
  return count;
}
