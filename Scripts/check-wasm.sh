#!/usr/bin/env bash
# Runs the embedded general network as WebAssembly in Node, and every kernel beside its twin.
# Needs Swift 6.2 or later and Node 18 or later.
set -euo pipefail
cd "$(dirname "$0")/.."
triple=wasm32-unknown-none-wasm
swift=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")

module=$(Scripts/build-web.sh)
echo "$module: $(stat -c %s "$module") bytes"
node Web/check.mjs "$module" "$@"

scratch=$PWD/.build-wasm-twins
touch Tests/Portable/Package.swift
swift build --package-path Tests/Portable -c release --product TwinRunner --triple "$triple" \
  --toolset Web/toolset.json --scratch-path "$scratch" -Xcc -I"$PWD/Web/headers"
"$swift/bin/clang" --target="$triple" -msimd128 -O2 -ffreestanding -nostdlib -IWeb/headers \
  -Wl,--no-entry,--gc-sections,--export=main -o "$scratch/twins.wasm" \
  Tests/Portable/host-output.c Web/Sources/CWebRuntime/*.c \
  "$scratch/$triple/release/libTwinRunner.a" \
  "$swift/lib/swift/embedded/$triple/libswiftUnicodeDataTables.a"
node Tests/Portable/twins.mjs "$scratch/twins.wasm"
