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

environment=.build-python/conversion
packages="ai-edge-litert==2.3.0 onnxruntime==1.31.1 onnx==1.23.2 numpy==2.4.6 pillow==13.0.0"
if [ "$(cat "$environment/ready" 2>/dev/null)" != "$packages" ]; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  # shellcheck disable=SC2086
  "$environment/bin/pip" install --quiet --disable-pip-version-check $packages
  echo "$packages" >"$environment/ready"
fi
python=$environment/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/written" "$work/converted"

SILHOUETTE_WRITTEN_MODELS="$work/written" swift test --scratch-path .build-test \
  --filter WrittenModelsTests >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
"$python" Scripts/check-written-models.py "$work/written"

if [ ! -d "$shared/models" ]; then echo "not here: $shared/models"; exit 0; fi
"$python" Scripts/check-converted-models.py "$silhouette" "$shared" "$work/converted"
