#!/usr/bin/env bash
# Runs the embedded general network as WebAssembly in Node.
# Needs Swift 6.2 or later and Node 18 or later.
set -euo pipefail
cd "$(dirname "$0")/.."

module=$(Scripts/build-web.sh)
echo "$module: $(stat -c %s "$module") bytes"
node Web/check.mjs "$module" "$@"
