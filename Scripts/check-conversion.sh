#!/usr/bin/env bash
# What is written as TensorFlow Lite and as ONNX, in LiteRT (TensorFlow Lite's successor) and ONNX
# Runtime: first tiny models of every operator and random graphs, which must compute what the
# reference executor computes; then the real models beside this folder (../shared; a user has none),
# converted by the command, which must compute what the originals compute in their own runtimes.
# Makes a Python environment of its own. Usage: Scripts/check-conversion.sh [path to silhouette]
set -euo pipefail
cd "$(dirname "$0")/.."
silhouette=${1:-bin/silhouette}
shared=../shared/data

python=$(Scripts/python-environment.sh ai-edge-litert==2.3.0 onnxruntime==1.31.1 \
  onnx==1.23.2 numpy==2.4.6 pillow==13.0.0)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/written" "$work/converted"

SILHOUETTE_WRITTEN_MODELS="$work/written" swift test --scratch-path .build-test \
  --filter WrittenModelsTests >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
"$python" Scripts/check-written-models.py "$work/written"

if [ ! -d "$shared/models" ]; then echo "not here: $shared/models"; exit 0; fi
"$python" Scripts/check-converted-models.py "$silhouette" "$shared" "$work/converted"
