#!/usr/bin/env bash
# Compiles the core as Embedded Swift for WebAssembly, and prints the path of the module.
# Needs Swift 6.2 or later; installs Node, which runs the module.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$PWD/.build-wasm
triple=wasm32-unknown-none-wasm

if ! command -v node > /dev/null; then
  echo "installing nodejs, which runs the module" >&2
  apt-get install -y -qq nodejs > /dev/null
fi
# String comparison needs Unicode's tables, which the toolchain keeps apart for small programs.
swift=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
tables=$swift/lib/swift/embedded/$triple/libswiftUnicodeDataTables.a
[ -f "$tables" ] || { echo "$tables is missing: the toolchain lacks WebAssembly" >&2; exit 2; }

# A new file of the package above is seen only when the build is planned anew.
touch Web/Package.swift
swift build --package-path Web -c release --product SilhouetteWeb --triple "$triple" \
  --toolset Web/toolset.json --scratch-path "$scratch" \
  -Xcc -I"$PWD/Web/headers" -Xlinker "$tables" >&2
echo "$scratch/$triple/release/SilhouetteWeb.wasm"
