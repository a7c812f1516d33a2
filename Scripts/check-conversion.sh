#!/usr/bin/env bash
# Writes tiny models of every operator and random graphs, as TensorFlow Lite and as ONNX, and checks
# that LiteRT (TensorFlow Lite's successor) and ONNX Runtime load each of them and compute what the
# reference executor computes. Both live in a Python environment of its own, made on first use.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=.build-python/conversion
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -e "$environment/ready" ]; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check \
    ai-edge-litert==2.3.0 onnxruntime==1.31.1 numpy
  touch "$environment/ready"
fi

SILHOUETTE_WRITTEN_MODELS="$work" swift test --scratch-path .build-test \
  --filter WrittenModelsTests >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
"$environment/bin/python" Scripts/check-tflite-writer.py "$work"
"$environment/bin/python" Scripts/check-onnx-writer.py "$work"
