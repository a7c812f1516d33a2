#!/usr/bin/env bash
# Takes the two embedded networks out of MediaPipe's Python package again and checks that they are
# the files in this repository. Nothing needs this to build: the files are committed.
set -euo pipefail
cd "$(dirname "$0")/.."

package=mediapipe==0.10.21
folder=mediapipe/modules/selfie_segmentation
target=Sources/CSilhouetteModels
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
  --python-version 311 --platform manylinux_2_28_x86_64 --dest "$work" "$package"

python3 -m zipfile -e "$work"/*.whl "$work/unpacked"

# name in the package, name here, SHA-256
while read -r source name sum; do
  echo "$sum  $work/unpacked/$folder/$source" | sha256sum --check --quiet
  install -m 644 "$work/unpacked/$folder/$source" "$target/$name"
  echo "$target/$name: SHA-256 as expected"
done <<'FILES'
selfie_segmentation.tflite selfie_segmenter.tflite 9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c
selfie_segmentation_landscape.tflite selfie_segmenter_landscape.tflite a77d03f4659b9f6b6c1f5106947bf40e99d7655094b6527f214ea7d451106edd
FILES
