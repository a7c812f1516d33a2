#!/usr/bin/env bash
# Documentation is run: the library's documentation builds without a warning, and every line of
# the README's `sh` blocks that starts with `silhouette` runs, in a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

Scripts/build-documentation.sh "$work/documentation" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
[ -s "$work/documentation/index.html" ]
Scripts/check-example.sh

# The README's listing is part of the example program, which was just compiled and run.
awk '/^```swift$/ { on = 1; next } /^```/ { on = 0 } on && NF { sub(/^ +/, ""); print }' README.md |
  while IFS= read -r line; do
    grep -qF -- "$line" Examples/CutOut/Sources/CutOut/main.swift ||
      { echo "README: not in the example program: $line" >&2; exit 1; }
  done

# The pictures that the README's commands name.
mkdir -p "$work/run/holiday/day 2"
cp Examples/astronaut.jpg "$work/run/photo.jpg"
cp Examples/astronaut.jpg "$work/run/beach.jpg"
cp Examples/astronaut.jpg "$work/run/holiday/one.jpg"
cp Examples/astronaut.jpg "$work/run/holiday/day 2/two.jpg"
cp Sources/CSilhouetteModels/selfie_segmenter.tflite "$work/run/model.tflite"
cd "$work/run"
PATH="$root/bin:$PATH"
awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && /^silhouette / { sub(/ +#.*/, ""); print }' \
  "$root/README.md" >commands
[ -s commands ]
while IFS= read -r line; do
  echo "\$ $line"
  bash -c "$line" >output 2>&1 || { cat output; echo "README: failed: $line" >&2; exit 1; }
done <commands
