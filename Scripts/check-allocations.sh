#!/usr/bin/env bash
# A run of a network allocates nothing: a thousand runs more make not one allocation more, on one
# thread and on two. Linux with glibc alone: allocations are counted by a preloaded library.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/count.c" <<'C'
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);
static atomic_long allocations;

void *malloc(size_t n) { allocations++; return __libc_malloc(n); }
void *calloc(size_t n, size_t m) { allocations++; return __libc_calloc(n, m); }
void *realloc(void *p, size_t n) { allocations++; return __libc_realloc(p, n); }
void *aligned_alloc(size_t a, size_t n) { allocations++; return __libc_memalign(a, n); }
int posix_memalign(void **p, size_t a, size_t n) {
  allocations++;
  *p = __libc_memalign(a, n);
  return *p ? 0 : 12;
}

__attribute__((destructor)) static void report(void) {
  FILE *file = fopen(getenv("ALLOCATIONS"), "w");
  if (file) fprintf(file, "%ld\n", allocations), fclose(file);
}
C
clang -O1 -shared -fPIC "$work/count.c" -o "$work/count.so"

touch Benchmarks/Runner/Package.swift
swift build --package-path Benchmarks/Runner -c release --product Runner \
  --scratch-path .build-benchmarks >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }

count() {  # network, floats of its input, threads, runs
  head -c $(($2 * 4)) /dev/zero >"$work/input"
  echo "$4 1" | ALLOCATIONS="$work/count" LD_PRELOAD="$work/count.so" \
    .build-benchmarks/release/Runner serve "$1" "$3" "$work/input" "$work/output" >/dev/null
  cat "$work/count"
}

for network in "general 196608" "landscape 110592"; do
  for threads in 1 2; do
    # shellcheck disable=SC2086
    few=$(count $network $threads 1) many=$(count $network $threads 1001)
    echo "${network% *}, $threads threads: $few allocations, with 1000 more runs $many"
    [ "$many" -eq "$few" ] || exit 1
  done
done
