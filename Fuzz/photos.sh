#!/usr/bin/env bash
# Feeds mutated photos to our own readers (PNG, BMP, GIF, EXIF, the containers of JPEG and WebP) under
# libFuzzer and the address sanitizer.
#   Fuzz/photos.sh [seconds]      default: 60
# Seeds are the tests' pictures; what the fuzzer adds stays in .build-fuzz/photo-corpus. A crash leaves
# .build-fuzz/crash-… and a status that is not 0.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
work=.build-fuzz/photos
corpus=.build-fuzz/photo-corpus
mkdir -p "$work" "$corpus"

export SWIFT_BACKTRACE=enable=no

# The C modules, as SwiftPM would describe them.
for module in CSilhouetteKernels CSilhouetteCodecs; do
  mkdir -p "$work/$module"
  echo "module $module { umbrella \"$PWD/Sources/$module/include\" export * }" \
    >"$work/$module/module.modulemap"
done
objects=()
compile_c() {  # module, flags
  local module=$1
  shift
  local source
  for source in $(find "Sources/$module" -name '*.c'); do
    local object
    object="$work/$(echo "$source" | tr / _).o"
    clang -std=gnu17 "$@" "-ISources/$module/include" -c "$source" -o "$object"
    objects+=("$object")
  done
}
compile_c CSilhouetteKernels -O1
compile_c CSilhouetteCodecs -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
  -fno-sanitize-recover=all

flags=(-sanitize=fuzzer,address -parse-as-library -O -enforce-exclusivity=checked -wmo
  -package-name silhouette -swift-version 6 -enable-testing -I "$work"
  -I "$work/CSilhouetteKernels" -I "$work/CSilhouetteCodecs" -module-cache-path "$work/modules")
compile() {  # module, sources
  local module=$1
  shift
  swiftc "${flags[@]}" -module-name "$module" -emit-module \
    -emit-module-path "$work/$module.swiftmodule" -c "$@" -o "$work/$module.o"
}
compile SilhouetteImaging $(find Sources/SilhouetteImaging -name '*.swift')
compile SilhouetteMedia $(find Sources/SilhouetteMedia -name '*.swift')
compile PhotoFuzzer Fuzz/PhotoFuzzer.swift
swiftc -sanitize=fuzzer,address "$work"/{SilhouetteImaging,SilhouetteMedia,PhotoFuzzer}.o \
  "${objects[@]}" -ljpeg -ldeflate -lz -o "$work/fuzz-photo" \
  2>&1 | { grep -v "Cannot export local symbol" >&2 || true; }

timeout -k 5 $((seconds + 120)) "$work/fuzz-photo" \
  -max_total_time="$seconds" -rss_limit_mb=4096 -timeout=10 -max_len=16384 \
  -print_final_stats=1 -artifact_prefix=.build-fuzz/ \
  "$corpus" Tests/SilhouetteMediaTests/Fixtures >"$work/log" 2>&1 || {
  status=$?
  tail -n 60 "$work/log" >&2
  exit "$status"
}
grep -E 'stat::|Done' "$work/log"
