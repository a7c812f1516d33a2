#!/usr/bin/env bash
# Feeds mutated model files to the readers under libFuzzer and the address sanitizer.
#   Fuzz/run.sh [seconds]      default: 60
# The corpus is made by the writer from tiny models; what the fuzzer adds stays in
# .build-fuzz/corpus for the next run. A crash leaves .build-fuzz/crash-… and a status that is not 0.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
work=.build-fuzz
mkdir -p "$work/corpus" "$work/seeds"

# On a crash Swift's backtracer would hold the process for minutes.
export SWIFT_BACKTRACE=enable=no

if [ -z "$(ls -A "$work/seeds")" ]; then
  SILHOUETTE_FUZZ_SEEDS="$PWD/$work/seeds" swift test --scratch-path .build-test \
    --filter FuzzSeedTests >"$work/seeds.log" 2>&1 || { cat "$work/seeds.log" >&2; exit 1; }
fi

# The modules one by one, as SwiftPM has no way to link libFuzzer's main function.
flags=(-sanitize=fuzzer,address -parse-as-library -O -enforce-exclusivity=checked -wmo
  -package-name silhouette -swift-version 6 -I "$work" -module-cache-path "$work/modules")
compile() {  # module, sources
  local module=$1
  shift
  swiftc "${flags[@]}" -module-name "$module" -emit-module \
    -emit-module-path "$work/$module.swiftmodule" -c "$@" -o "$work/$module.o"
}
compile SilhouetteGraph $(find Sources/SilhouetteGraph -name '*.swift')
compile SilhouetteFormats $(find Sources/SilhouetteFormats -name '*.swift')
compile ModelFileFuzzer Fuzz/ModelFileFuzzer.swift
swiftc -sanitize=fuzzer,address "$work"/{SilhouetteGraph,SilhouetteFormats,ModelFileFuzzer}.o \
  -o "$work/fuzz-model-file" 2>&1 | { grep -v "Cannot export local symbol" >&2 || true; }

# 4 GB or 10 s for one small input are failures too.
timeout -k 5 $((seconds + 120)) "$work/fuzz-model-file" \
  -max_total_time="$seconds" -rss_limit_mb=4096 -timeout=10 -max_len=16384 \
  -print_final_stats=1 -artifact_prefix="$work/" \
  "$work/corpus" "$work/seeds" >"$work/log" 2>&1 || {
  status=$?
  tail -n 60 "$work/log" >&2
  exit "$status"
}
grep -E 'stat::|Done' "$work/log"
