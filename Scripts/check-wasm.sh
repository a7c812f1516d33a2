#!/usr/bin/env bash
# Runs the embedded general network as WebAssembly in Node, and every kernel of WebAssembly beside its
# twin. Needs Swift 6.2 or later and Node 18 or later.
set -euo pipefail
cd "$(dirname "$0")/.."

module=$(Scripts/build-web.sh)
echo "$module: $(stat -c %s "$module") bytes"
node Web/check.mjs "$module" "$@"

scratch=$PWD/.build-wasm-twins
triple=wasm32-unknown-none-wasm
swift=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
tables=$swift/lib/swift/embedded/$triple/libswiftUnicodeDataTables.a

# A new file of the package above is seen only when the build is planned anew.
touch Tests/Portable/Package.swift
swift build --package-path Tests/Portable -c release --product TwinRunner --triple "$triple" \
  --toolset Web/toolset.json --scratch-path "$scratch" -Xcc -I"$PWD/Web/headers"
"$swift/bin/clang" --target="$triple" -std=c17 -ffreestanding -nostdlib -O2 -o "$scratch/twins.wasm" \
  -Wl,--no-entry,--export=main,--gc-sections,--strip-debug,--stack-first,-z,stack-size=1048576 \
  Tests/Portable/host-output.c Web/Sources/CWebRuntime/*.c "$scratch/$triple/release/libTwinRunner.a" \
  "$tables"
echo "wasm: kernels beside their twins"
node Tests/Portable/twins.mjs "$scratch/twins.wasm"
