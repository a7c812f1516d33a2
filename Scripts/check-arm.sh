#!/usr/bin/env bash
# Compiles the core as Embedded Swift for ARM and runs every kernel beside its twin, and the embedded
# networks beside their formulas, in an emulator: on a processor with NEON alone (Cortex-A53), with
# products of bytes (Cortex-A76) and with all that the emulator knows, matrix products among it.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$PWD/.build-arm
triple=aarch64-none-none-elf
[ "$(uname -s)" = Linux ] || { echo "check-arm.sh needs Linux, whose programs the emulator runs" >&2; exit 2; }

# The emulator, and the C library and start-up code that programs for ARM are linked with.
Scripts/set-up.sh qemu-user-static gcc-aarch64-linux-gnu
swift=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
tables=$swift/lib/swift/embedded/$triple/libswiftUnicodeDataTables.a
[ -f "$tables" ] || { echo "$tables is missing: the toolchain lacks Embedded Swift for ARM" >&2; exit 2; }

# Without macOS's headers, what needs none of them: all but threads and the question what there is.
for kernel in $(cd Sources/CSilhouetteKernels && find . -name '*.c'); do
  case "$kernel" in ./cpu/cpu.c | ./program/pool.c) continue ;; esac
  "$swift/bin/clang" --target=arm64-apple-macos15 -std=c17 -ffreestanding -O1 -c -o /dev/null -IWeb/headers \
    -ISources/CSilhouetteKernels/include "Sources/CSilhouetteKernels/$kernel"
done
echo "arm: kernels compile for macOS"

# A new file of the package above is seen only when the build is planned anew.
touch Tests/Portable/Package.swift
swift build --package-path Tests/Portable -c release --product TwinRunner --triple "$triple" \
  --toolset Tests/Portable/arm.json --scratch-path "$scratch"
program=$scratch/twins
"$swift/bin/clang" --target=aarch64-linux-gnu -fuse-ld=lld -static -o "$program" \
  "$scratch/$triple/release/libTwinRunner.a" "$tables" -lm

status=0
for processor in cortex-a53 cortex-a76 max; do
  echo "arm: $processor"
  qemu-aarch64-static -cpu "$processor" "$program" || status=1
done
[ "$status" -eq 0 ] || echo "arm: kernels disagree with their twins, see above" >&2
exit "$status"
