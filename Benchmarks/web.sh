#!/usr/bin/env bash
# Speed of the WebAssembly module in Node beside ONNX Runtime's own, both on one thread: the general
# network, in turns, after the masks have been found to agree. Needs bin/silhouette (`make build`).
set -euo pipefail
cd "$(dirname "$0")/.."
cache=$PWD/.build-web-peer
package=open-webui==0.12.4

[ -x bin/silhouette ] || { echo "bin/silhouette is missing: run make build first" >&2; exit 2; }
module=$(Scripts/build-web.sh)

# ONNX Runtime for the web is published for JavaScript's package managers; this Python package, whose
# pages use it, carries the same two files.
runtime=$cache/ort-wasm-simd-threaded.jsep.wasm
if [ ! -f "$runtime" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  python=$(Scripts/python-environment.sh)
  "$(dirname "$python")/pip" download --quiet --disable-pip-version-check --no-deps \
    --ignore-requires-python -d "$work" "$package"
  mkdir -p "$cache"
  "$python" - "$work" "$cache" <<'TEXT'
import pathlib, sys, zipfile
with zipfile.ZipFile(next(pathlib.Path(sys.argv[1]).glob("*.whl"))) as wheel:
    for name in wheel.namelist():
        if pathlib.PurePath(name).name.startswith("ort-wasm-simd-threaded.jsep."):
            (pathlib.Path(sys.argv[2]) / pathlib.PurePath(name).name).write_bytes(wheel.read(name))
TEXT
fi
bin/silhouette convert general "$cache/general.onnx" --force > /dev/null
node Benchmarks/web.mjs "$module" "$cache" "$cache/general.onnx"
