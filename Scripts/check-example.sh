#!/usr/bin/env bash
# Builds and runs the example program, and holds the listing in the article about it to its source.
set -euo pipefail
cd "$(dirname "$0")/.."

article=Sources/Silhouette/Silhouette.docc/CutOutAPhoto.md
source=Examples/CutOut/Sources/CutOut/main.swift
awk '/^```swift$/ { on = 1; next } /^```$/ { on = 0 } on' "$article" | diff "$source" - || {
  echo "$article: its listing is not $source; copy the file into it" >&2
  exit 1
}

output=$(swift run -c release --package-path Examples/CutOut CutOut)
echo "$output"
for expected in 'cut-out: 640x480, rgba8' 'person: [0-9]* %' 'confidence: [01]'; do
  grep -q "$expected" <<<"$output" || { echo "the example does not print '$expected'" >&2; exit 1; }
done
